/** The names under which the register counts what it numbers: rows of `number_given`, sequences in PostgreSQL. */
export const learningEventNumber = 'learning_event_number';
export const dataChallengeNumber = 'data_challenge_number';
