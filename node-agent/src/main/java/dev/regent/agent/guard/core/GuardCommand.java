package dev.regent.agent.guard.core;

import dev.regent.protocol.Revision;
import dev.regent.protocol.Token;
import java.time.Duration;

/** What the daemon can ask of its guard; see the port {@code Guard} for each one's promise. */
public sealed interface GuardCommand {
  /** Feeds a renewal. */
  record Arm(Armed armed) implements GuardCommand {}

  /** V7: never armed again. */
  record MarkDead(Token token) implements GuardCommand {}

  /** L5: before the first effect of an Instruction. */
  record Obey(Revision revision) implements GuardCommand {}

  /** H1: starts a server in recovery. */
  record Start(Launch launch) implements GuardCommand {}

  /** H3: promotes, checked again at that moment. */
  record Promote(Token token) implements GuardCommand {}

  /** V4: kills everything in the data directory and makes certain of it. */
  record Kill(Manner manner) implements GuardCommand {}

  /** P1: adds the VIP or refreshes its lifetime; zero is a VIP without a lifetime of its own. */
  record AddVip(Token token, Duration lifetime) implements GuardCommand {}

  /** P1: removes it. */
  record DropVip() implements GuardCommand {}

  /** H6: disarms for a committed pause, or ends the pause. */
  record Pause(boolean paused) implements GuardCommand {}
}
