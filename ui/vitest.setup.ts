/** The language that the tests speak; a test may speak another one. */
Object.defineProperty(globalThis, "navigator", { value: { language: "en-GB", userAgent: "test" }, configurable: true, writable: true });
