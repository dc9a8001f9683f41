// Starts the page.
import { render } from 'preact';
import { App } from './App';
import { start } from './state/app';
import './style.css';

start();
const root = document.getElementById('app');
if (root) render(<App />, root);
