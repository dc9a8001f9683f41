// Starts the page.
import { render } from 'preact';
import { App } from './App';
import { Door } from './Door';
import { start } from './state/app';
import { stand } from './state/door';
import './style.css';

const atDoor = ['/sign-in', '/invitation'].includes(location.pathname);
const standHere = () => stand(location);
if (atDoor) {
  standHere();
  // A link that is pasted where the door stands open already loads nothing anew.
  addEventListener('hashchange', standHere);
} else start();
const root = document.getElementById('app');
if (root) render(atDoor ? <Door /> : <App />, root);
