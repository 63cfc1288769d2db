import { removeFolder } from './jest.folder';

export default removeFolder;
