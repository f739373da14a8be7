package dev.regent.agent.guard.core;

/** Who waits for an answer: a connection, and the number it gave its request. */
public record Asker(long connection, long request) {}
