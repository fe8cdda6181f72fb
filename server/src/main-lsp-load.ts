import { load } from './main-load.ts';

load(__dirname, 'server-main');
