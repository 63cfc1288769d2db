import { regionalNames } from './regional';

/** Topics of AWS IoT Core. */
export const IOT_TOPICS = regionalNames({
  service: 'iot',
  name: { pattern: '[^+#$*?\\s][^+#$*?\\s]{0,254}(?:/\\*)?', maxLength: 256, rule: "a topic without '+' and '#'; '/*' at its end stands for all below it", example: 'orders/new' },
  noun: "a topic's ARN",
  resource: (topic) => `topic/${topic}`,
  hint: (value) => /[+#]/.test(value) ? "'+' and '#' are for topic filters: a publisher names topics, and '/*' at the end for all below one" : undefined,
});

/** Topic filters of AWS IoT Core, with the wildcards of MQTT. */
export const IOT_TOPIC_FILTERS = regionalNames({
  service: 'iot',
  name: { pattern: '(?:[^+#$*?\\s/]+|\\+)(?:/(?:[^+#$*?\\s/]+|\\+))*(?:/#)?', maxLength: 256, rule: "a topic filter, where '+' stands for one part and '/#' at its end for all below", example: 'orders/+/state' },
  noun: "a topic filter's ARN",
  resource: (filter) => `topicfilter/${filter}`,
  hint: (value) => value === '#' ? 'this would give every topic of the account' : undefined,
});

/** Clients of AWS IoT Core, by the ids with which they connect. */
export const IOT_CLIENTS = regionalNames({
  service: 'iot',
  name: { pattern: '[^$*?\\s]{1,127}\\*?', rule: "the id of an MQTT client, or a prefix that ends in '*'", example: 'orders-*' },
  noun: "a client's ARN",
  resource: (id) => `client/${id}`,
  hint: (value) => value === '*' ? 'this would give every client of the account, whose connections it could end' : undefined,
});
