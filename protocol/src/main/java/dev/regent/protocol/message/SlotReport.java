package dev.regent.protocol.message;

import dev.regent.protocol.Token;
import java.util.Optional;

/**
 * A voter's lease slot, as its own clock has it.
 *
 * @param token the token that holds the slot, if one does and is known
 * @param free empty, expired, or released by its holder: V1 would let a new token in
 * @param remainingMillis until the slot runs out; 0 when free
 * @param watched the token whose renewals this voter watches: the accepted state's
 * @param silentMillis since the last renewal of {@code watched}
 * @param opinion false for one maximum TTL plus the suspect time after a restart (V3)
 */
public record SlotReport(
    Optional<Token> token,
    boolean free,
    long remainingMillis,
    Optional<Token> watched,
    long silentMillis,
    boolean opinion) {}
