import { load } from './main-load.ts';

load(__dirname, 'cli-main');
