package dev.regent.protocol;

/**
 * One round of lease requests: the CLOCK_BOOTTIME of sending, in nanoseconds (V5). It never repeats
 * within a session, whichever daemon sends, because the clock outlives the daemon.
 */
public record Round(long bootTimeNanos) {}
