import React from 'react';

/** Takes the place of what AdminJS would say about itself; what comes after it moves to the right. */
export default function Nothing() {
  return <span style={{ flex: '1 1 auto' }} />;
}
