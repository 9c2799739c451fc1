class AssertionError extends Error { constructor(m) { super(m); this.name = 'AssertionError'; this.code = 'ERR_ASSERTION'; } }
const assert = (v, m) => { if (!v) throw m instanceof Error ? m : new AssertionError(m || 'The expression evaluated to a falsy value'); };
const text = x => require('_io').inspect(x);
assert.ok = assert;
assert.equal = (a, b, m) => assert(a == b, m || text(a) + ' == ' + text(b));
assert.notEqual = (a, b, m) => assert(a != b, m || text(a) + ' != ' + text(b));
assert.strictEqual = (a, b, m) => assert(a === b, m || 'Expected values to be strictly equal:\n\n' + text(a) + ' !== ' + text(b) + '\n');
assert.deepEqual = assert.deepStrictEqual = (a, b, m) => assert(JSON.stringify(a) === JSON.stringify(b), m || 'Expected values to be strictly deep-equal');
assert.throws = (f, m) => { try { f(); } catch (e) { return; } throw new AssertionError('Missing expected exception.'); };
assert.AssertionError = AssertionError;
assert.strict = assert;
module.exports = assert;
