// The words of the desk, which come with its pages.
import en from '../../../text/desk.en.ftl?raw';
import fr from '../../../text/desk.fr.ftl?raw';
import { addWords } from './words';

addWords({ en, fr });
