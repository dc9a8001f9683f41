// The words of the work in the field, which come with its page.
import en from '../../../text/field.en.ftl?raw';
import fr from '../../../text/field.fr.ftl?raw';
import { addWords } from './words';

addWords({ en, fr });
