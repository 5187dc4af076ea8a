import { checkStates } from './survey.js';
import './structure.js';
import './measures.js';
import './journeys-thread.js';
import './journeys-form.js';
import './journeys-account.js';
import './journeys-page.js';

checkStates();
