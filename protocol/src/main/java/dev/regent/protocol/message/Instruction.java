package dev.regent.protocol.message;

import dev.regent.protocol.Revision;
import dev.regent.protocol.Session;
import dev.regent.protocol.Term;
import dev.regent.protocol.state.VoterSet;
import java.time.Duration;
import java.util.Optional;

/**
 * The whole desired state of a node at one committed revision, never a step (L5).
 *
 * <p>Equal revisions carry equal desired states, and a newer one replaces an older one whole.
 *
 * @param receiver the session it is for; another session drops it
 * @param term the sending leader's, so that the agent knows whom it hears (R7)
 * @param voters the voters to count lease acks in (L7)
 * @param ttl the formation's maximum TTL: no voter keeps its slot for longer than this (V5)
 */
public record Instruction(
    Session receiver,
    Revision revision,
    Term term,
    VoterSet voters,
    Optional<Duration> ttl,
    Desired desired)
    implements Message {}
