export { changeSetting, listSettings, readSetting } from './settings';
