/** What generated names are made of. The family names are put together from two parts, and belong to nobody. */

export const familyBeginnings = [
  ...[
    'Testing',
    'Sampl',
    'Trial',
    'Mock',
    'Demonstr',
    'Fixtur',
    'Pretend',
    'Imagin',
    'Fictio',
    'Protot',
    'Draft',
  ],
  ...[
    'Specim',
    'Placehold',
    'Replic',
    'Rehears',
    'Sandbox',
    'Exampl',
    'Scenar',
    'Notion',
    'Invent',
    'Fabric',
  ],
  ...['Pseudon', 'Hypoth', 'Simul', 'Makeshif', 'Madeup', 'Suppos', 'Unreal', 'Fable', 'Legend'],
];
export const familyEndings = [
  ...['ersby', 'enworth', 'ingham', 'elwick', 'orley', 'umcombe', 'addale', 'inthorpe', 'asbury', 'onhurst'],
  ...['ecroft', 'alstead', 'owick', 'enford', 'ermere', 'istow', 'agrove', 'unfield', 'oxton', 'eburn'],
];

/** Those of women, men, and either. */
export const givenNames: Readonly<Record<'1' | '2' | '9', readonly string[]>> = {
  '1': [
    ...[
      'Adam',
      'Amir',
      'Benjamin',
      'Callum',
      'Daniel',
      'Dylan',
      'Ethan',
      'Finlay',
      'Gareth',
      'Hamza',
      'Isaac',
    ],
    ...[
      'Jakub',
      'Joseph',
      'Kofi',
      'Leo',
      'Lewis',
      'Mateusz',
      'Mohammed',
      'Nathan',
      'Oscar',
      'Owen',
      'Patrick',
    ],
    ...['Rhys', 'Rohan', 'Samuel', 'Thomas', 'Tomos', 'Victor', 'William', 'Yusuf', 'Zachary', 'Seán'],
  ],
  '2': [
    ...[
      'Aisha',
      'Alice',
      'Amelia',
      'Beatrice',
      'Bronwen',
      'Catrin',
      'Chloe',
      'Daisy',
      'Ella',
      'Esther',
      'Fatima',
    ],
    ...['Freya', 'Grace', 'Hannah', 'Imogen', 'Isla', 'Jasmine', 'Kasia', 'Leila', 'Lily', 'Maryam', 'Megan'],
    ...['Nia', 'Olivia', 'Priya', 'Rosa', 'Sophie', 'Tamsin', 'Uma', 'Violet', 'Yasmin', 'Zoë'],
  ],
  '9': [
    'Alex',
    'Ariel',
    'Charlie',
    'Drew',
    'Ellis',
    'Frankie',
    'Jamie',
    'Kit',
    'Morgan',
    'Quinn',
    'Robin',
    'Sam',
  ],
};

export const towns = [
  ...['Testington-on-Sea', 'Mockford', 'Sampleton', 'Fictional Park', 'Great Example', 'Little Example'],
  ...['Draft Regis', 'Notion Bay', 'Imaginary Wells', 'Port Pretend'],
];
export const streets = [
  ...['Imaginary Avenue', 'Sample Street', 'Fixture Lane', 'Mock Row', 'Test Terrace', 'Placeholder Place'],
  ...['Example Close', 'Trial Road', 'Scenario Square', 'Rehearsal Way'],
];
