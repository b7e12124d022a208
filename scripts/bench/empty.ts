// The floor of every measurement: what it costs to start a compiled program that does nothing.
export {};
