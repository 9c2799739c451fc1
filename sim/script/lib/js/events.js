class EventEmitter {
  on(name, fn) { const l = this['%on'] || (this['%on'] = {}); (l[name] || (l[name] = [])).push(fn); return this; }
  addListener(name, fn) { return this.on(name, fn); }
  prependListener(name, fn) { this.on(name, fn); const l = this['%on'][name]; l.unshift(l.pop()); return this; }
  once(name, fn) {
    const g = (...a) => { this.off(name, g); return fn.apply(this, a); };
    return this.on(name, g);
  }
  off(name, fn) { const l = this.listeners(name), i = l.indexOf(fn); if (i >= 0) l.splice(i, 1); return this; }
  removeListener(name, fn) { return this.off(name, fn); }
  removeAllListeners(name) { if (this['%on']) { if (name === undefined) this['%on'] = {}; else delete this['%on'][name]; } return this; }
  listeners(name) { return (this['%on'] && this['%on'][name]) || []; }
  listenerCount(name) { return this.listeners(name).length; }
  setMaxListeners() { return this; }
  emit(name, ...a) {
    const l = this.listeners(name).slice();
    if (l.length === 0) {
      if (name === 'error') { const er = a[0] instanceof Error ? a[0] : new Error('Unhandled error. (' + a[0] + ')'); throw er; }
      return false;
    }
    for (const fn of l) fn.apply(this, a);
    return true;
  }
}
EventEmitter.EventEmitter = EventEmitter;
EventEmitter.once = (e, name) => new Promise((ok, no) => { e.once(name, (...a) => ok(a)); e.once('error', no); });
module.exports = EventEmitter;
