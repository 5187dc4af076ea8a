import { checkStates } from './survey.js';
import './structure.js';
import './measures.js';

checkStates();
