import { App, Stage } from 'aws-cdk-lib';
import { OrdersStack } from '../lib/orders-stack';

const app = new App();
new OrdersStack(app, 'Orders');

const production = new Stage(app, 'Production');
new OrdersStack(production, 'Orders', { terminationProtection: true });
