/**
 * The filters of the page. They read what is written there: what the policies allow, from the statements; which workloads and roles
 * there are, from the attributes. A browser runs it as it is: no build step, no library.
 */
export const SCRIPT = String.raw`
(function () {
  'use strict';
  var form = document.getElementById('filters');
  var inputs = { c: 'cluster', n: 'namespace', a: 'workload', s: 'service', x: 'action', u: 'resource' };
  var fields = {};
  Object.keys(inputs).forEach(function (key) { fields[key] = document.getElementById('f-' + inputs[key]); });
  var status = document.getElementById('f-status');
  var all = function (selector, from) { return Array.prototype.slice.call((from || document).querySelectorAll(selector)); };
  var ids = function (text) { return text ? text.split(' ') : []; };
  var workloads = {}, roles = {}, things = [];

  function read() {
    all('article.w').forEach(function (el) {
      workloads[el.id.slice(1)] = { el: el, c: el.dataset.c, n: el.dataset.n.toLowerCase(), a: el.dataset.a.toLowerCase(), r: ids(el.dataset.r) };
    });
    all('#resources tbody').forEach(function (el) {
      var code = el.querySelector('tr.head code');
      things.push({ el: el, s: el.closest('.svc').dataset.s.toLowerCase(), r: all('[data-r]', el).map(function (row) { return row.dataset.r; }), u: code ? code.textContent.toLowerCase() : '*', name: el.querySelector('th').textContent.toLowerCase() });
    });
    all('article.r').forEach(function (el) {
      roles[el.id.slice(1)] = { el: el, k: ids(el.dataset.k), p: ids(el.dataset.p), s: el.dataset.s.split('|'), statements: null };
    });
  }

  function statementsIn(el) {
    return all('details li[data-t]', el).map(function (st) {
      var marks = (st.dataset.e || '').split(' '), codes = all('code', st).map(function (code) { return code.textContent.toLowerCase().split(', '); });
      var isNot = function (mark, list) { return marks.indexOf(mark) >= 0 ? [[], list] : [list, []]; };
      var a = isNot('na', codes[0] || []), u = isNot('nr', codes[1] || []);
      return { isAllow: marks.indexOf('other') < 0, t: st.dataset.t, a: a[0], na: a[1], u: u[0], nu: u[1] };
    }).filter(function (st) { return st.isAllow; });
  }

  var shared = {};
  function statementsOf(role) {
    if (!role.statements) {
      role.statements = statementsIn(role.el);
      role.p.forEach(function (id) {
        var el = document.getElementById('p' + id);
        shared[id] = shared[id] || (el ? statementsIn(el) : []);
        role.statements = role.statements.concat(shared[id]);
      });
    }
    return role.statements;
  }

  // Whether some text is taken by two patterns with * and ?.
  function overlap(a, b) {
    var row = [true], i, j;
    for (j = 1; j <= b.length; j++) { row[j] = row[j - 1] && b[j - 1] === '*'; }
    for (i = 1; i <= a.length; i++) {
      var before = row;
      row = [a[i - 1] === '*' && before[0]];
      for (j = 1; j <= b.length; j++) {
        var x = a[i - 1], y = b[j - 1];
        row[j] = x === '*' || y === '*' ? before[j] || row[j - 1] : before[j - 1] && (x === y || x === '?' || y === '?');
      }
    }
    return row[b.length];
  }

  // ARNs part by part: a wildcard takes no colon before the last part.
  function arnsOverlap(entry, arn) {
    if (entry === '*') { return true; }
    var split = function (text) { var parts = text.split(':'); return parts.length > 6 ? parts.slice(0, 5).concat(parts.slice(5).join(':')) : parts; };
    var a = split(entry), b = split(arn);
    while (a.length < 6) { a.push('*'); }
    return b.length === 6 && a.every(function (part, i) { return overlap(part, b[i]); });
  }

  // What the service of an action is called here.
  function serviceOf(prefix) {
    var option = all('option[data-p]', fields.s).filter(function (one) { return one.dataset.p.split(' ').indexOf(prefix) >= 0; })[0];
    return option ? option.value : '';
  }

  function actionTest(text) {
    var pattern = text.indexOf(':') >= 0 ? text : '*:' + text.replace(/\*+$/, '') + '*';
    return function (st) {
      var one = function (action) { return action === '*' || overlap(action, pattern) || (text.indexOf(':') < 0 && action.indexOf(text) >= 0); };
      return st.na.length > 0 ? !st.na.some(function (action) { return action === text; }) : st.a.some(one);
    };
  }

  function resourceTest(text) {
    var arns = text.indexOf('arn:') === 0 ? [text] : [];
    if (arns.length === 0) {
      things.forEach(function (thing) {
        if (thing.u !== '*' && thing.u.indexOf(text) >= 0) { arns.push(thing.u); }
      });
      arns = arns.slice(0, 200);
      arns.push('arn:*:*:*:*:' + text);
    }
    var asked = [];
    arns.forEach(function (arn) { asked.push(arn, arn + '/*', arn + ':*'); });
    return function (st) {
      if (st.nu.length > 0) { return true; }
      return st.u.some(function (entry) {
        return entry === '*' || entry.indexOf(text) >= 0 || asked.some(function (arn) { return arnsOverlap(entry, arn); });
      });
    };
  }

  function apply() {
    var v = {};
    Object.keys(fields).forEach(function (key) { v[key] = fields[key].value.trim().toLowerCase(); });
    var byWorkload = v.c || v.n || v.a, byStatement = v.x || v.u;
    var action = v.x && actionTest(v.x), resource = v.u && resourceTest(v.u), hits = {};
    var service = v.x.indexOf(':') > 0 ? serviceOf(v.x.split(':')[0]) : '';
    var roleOk = {}, workloadOk = {}, counts = { w: 0, r: 0, b: 0 };
    Object.keys(roles).forEach(function (id) {
      var role = roles[id];
      var ok = !v.s || role.s.some(function (name) { return name.toLowerCase() === v.s || name === 'all services'; });
      if (ok && byStatement) {
        var found = statementsOf(role).filter(function (st) { return (!action || action(st)) && (!resource || resource(st)); });
        found.forEach(function (st) { hits[st.t] = true; });
        ok = found.length > 0;
      }
      roleOk[id] = ok;
    });
    Object.keys(workloads).forEach(function (id) {
      var w = workloads[id];
      workloadOk[id] = (!v.c || w.c === v.c) && (!v.n || w.n.indexOf(v.n) >= 0 || w.n === '*') && (!v.a || w.a.indexOf(v.a) >= 0 || (w.n + '/' + w.a).indexOf(v.a) >= 0)
        && (!(v.s || byStatement) || w.r.some(function (role) { return roleOk[role]; }));
      w.el.hidden = !workloadOk[id];
      counts.w += workloadOk[id] ? 1 : 0;
    });
    Object.keys(roles).forEach(function (id) {
      roleOk[id] = roleOk[id] && (!byWorkload || roles[id].k.some(function (k) { return workloadOk[k]; }));
      roles[id].el.hidden = !roleOk[id];
      counts.r += roleOk[id] ? 1 : 0;
    });
    var isOn = !!(byWorkload || byStatement || v.s);
    var anyRole = function (r) { return !isOn || r.some(function (id) { return roleOk[id]; }); };
    all('tr[data-r]:not([data-k]),li[data-r]').forEach(function (el) { el.hidden = !anyRole(ids(el.dataset.r)); });
    all('tr[data-k]').forEach(function (el) { el.hidden = !workloadOk[el.dataset.k]; });
    var isAbout = function (thing) { return thing.u !== '*' && (thing.name.indexOf(v.u) >= 0 || v.u.indexOf(thing.u) === 0); };
    var about = {};
    if (v.u) { things.forEach(function (thing) { if (isAbout(thing)) { about[thing.s] = true; } }); }
    things.forEach(function (thing) {
      var el = thing.el, arn = thing.u;
      var ok = anyRole(thing.r) && (!v.s || thing.s === v.s) && (!service || thing.s === service.toLowerCase())
        && (!v.u || isAbout(thing) || (arn === '*' && (about[thing.s] || !Object.keys(about).length)) || arnsOverlap(arn, v.u) || arnsOverlap(arn, v.u + '/*') || arnsOverlap(arn, 'arn:*:*:*:*:' + v.u));
      el.hidden = !ok;
      counts.b += ok ? 1 : 0;
    });
    all('.svc').forEach(function (el) { el.hidden = !el.querySelector('tbody:not([hidden])'); });
    // Of a statement for several services, the words about the one that is asked for.
    var isOfService = function (el) { var dd = el.closest('dd'); return !dd || !service || dd.previousElementSibling.textContent === service || dd.previousElementSibling.textContent === 'all services'; };
    document.body.classList.toggle('filtered', !!byStatement);
    all('.l,details li[data-t]').forEach(function (el) { el.classList.toggle('hit', !!byStatement && !!hits[el.dataset.t] && isOfService(el)); });
    all('section.part').forEach(function (section) {
      var items = all('article:not(.rule),tr[data-r],tbody[id]', section), none = section.querySelector('.empty');
      if (none) { none.hidden = !isOn || items.length === 0 || items.some(function (el) { return !el.hidden; }); }
    });
    status.textContent = isOn ? counts.w + ' workloads, ' + counts.r + ' roles and ' + counts.b + ' resources match' : '';
    form.querySelector('button').disabled = !isOn;
  }

  var timer;
  function later() { clearTimeout(timer); timer = setTimeout(apply, 120); }
  read();
  form.hidden = false;
  form.addEventListener('input', later);
  form.addEventListener('submit', function (event) { event.preventDefault(); clearTimeout(timer); apply(); });
  form.addEventListener('reset', function () { setTimeout(apply, 0); });
  form.querySelector('button').disabled = true;
  // A link leads to a card that the filters hide: show it.
  window.addEventListener('hashchange', function () {
    var target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target && target.hidden) { form.reset(); setTimeout(function () { target.scrollIntoView(); }, 10); }
  });
  document.addEventListener('keydown', function (event) {
    var tag = event.target.tagName;
    if (event.key === '/' && tag !== 'INPUT' && tag !== 'SELECT' && !event.ctrlKey && !event.metaKey && !event.altKey) { event.preventDefault(); fields.a.focus(); }
  });
  var opened = [];
  window.addEventListener('beforeprint', function () { opened = all('details:not([open])'); opened.forEach(function (el) { el.open = true; }); });
  window.addEventListener('afterprint', function () { opened.forEach(function (el) { el.open = false; }); opened = []; });
})();
`.trim();
