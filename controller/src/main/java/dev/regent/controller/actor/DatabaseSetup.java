package dev.regent.controller.actor;

import dev.regent.controller.voter.VoterSetup;
import dev.regent.protocol.MonotonicTime;
import java.time.InstantSource;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * What a {@link DatabaseActor} is given.
 *
 * @param clock for everything that is decided
 * @param wall for people only
 * @param random draws a new journal's incarnation, and where this life's question numbers begin
 * @param diagnosis what to say of the journal when a write to it failed
 */
public record DatabaseSetup(
    VoterLogic logic,
    VoterSetup voter,
    Supplier<MonotonicTime> clock,
    InstantSource wall,
    RandomGenerator random,
    Supplier<String> diagnosis) {}
