package dev.regent.controller.lease;

import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.Session;
import dev.regent.protocol.Token;
import dev.regent.protocol.message.Message;
import dev.regent.protocol.state.DatabaseState;
import dev.regent.protocol.state.Phase;
import java.time.Duration;
import java.util.Optional;

/** When a voter gives, renews and takes back its lease slot: V1 to V4, V6. */
public final class LeaseRules {
  private LeaseRules() {}

  /** The answer to a lease request. */
  public sealed interface Verdict {
    /** The slot is the requester's until {@code slot.until()}. */
    record Given(LeaseSlot.Held slot) implements Verdict {}

    /** Nothing changed. */
    record Refused(Refusal why) implements Verdict {}
  }

  /** Why a lease request is refused. */
  public enum Refusal {
    /** V6: not a voter, so it neither gives nor renews. */
    NOT_A_VOTER,
    /** V2: the accepted state does not name the token and session as granted. */
    NOT_GRANTED,
    /** V1: another token, or an unknown one, holds the slot. */
    SLOT_TAKEN
  }

  /**
   * V1 and V2.
   *
   * @param state the voter's own accepted state, while it votes
   */
  public static Verdict request(
      LeaseSlot slot, Message.LeaseRequest request, Optional<DatabaseState> state, Clock clock) {
    if (state.isEmpty()) {
      return new Verdict.Refused(Refusal.NOT_A_VOTER);
    }
    if (!names(state.get().phase(), request.token(), request.session())) {
      return new Verdict.Refused(Refusal.NOT_GRANTED);
    }
    if (!slot.admits(request.token(), clock.now()) && !isFenced(slot, state.get().phase())) {
      return new Verdict.Refused(Refusal.SLOT_TAKEN);
    }
    return new Verdict.Given(
        new LeaseSlot.Held(request.token(), request.session(), clock.now().plus(clock.ttl())));
  }

  /** V2: granted and not revoked, to this very session. */
  public static boolean names(Phase phase, Token token, Session session) {
    return phase.leasable().equals(Optional.of(token))
        && phase.lastHolder().equals(Optional.of(session));
  }

  /** V1's exception needs the fenced token in the state: a grant keeps it while it is pending. */
  private static boolean isFenced(LeaseSlot slot, Phase phase) {
    return phase instanceof Phase.Granted granted
        && granted.fenced().isPresent()
        && slot.occupant().equals(granted.fenced());
  }

  /**
   * V4: gives the slot back. Only the holder's own node and this session or a later one of it can:
   * a later session exists only after everything of the earlier one was killed (H3).
   */
  public static LeaseSlot release(LeaseSlot slot, Message.Release release) {
    return switch (slot) {
      case LeaseSlot.Empty empty -> slot;
      case LeaseSlot.Unknown unknown -> slot;
      case LeaseSlot.Held held -> {
        boolean same =
            held.token().equals(release.token())
                && held.session().node().equals(release.session().node())
                && held.session().compareTo(release.session()) <= 0;
        yield same ? new LeaseSlot.Empty() : slot;
      }
    };
  }

  /** The voter's clock at a request, and the TTL it gives. */
  public record Clock(MonotonicTime now, Duration ttl) {}
}
