package dev.regent.controller.role;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.protocol.event.LedgerEvent;
import dev.regent.protocol.event.RevokeReason;
import dev.regent.protocol.message.Command;
import dev.regent.protocol.message.CommandResult;

/** What role tests say of decisions. */
final class Outcome {
  private Outcome() {}

  static RoleDecision hold(Reason reason) {
    return new RoleDecision.Hold(reason);
  }

  static LedgerEvent proposed(RoleDecision decision) {
    assertThat(decision).isInstanceOf(RoleDecision.Propose.class);
    return ((RoleDecision.Propose) decision).event();
  }

  static LedgerEvent.PrimaryGranted granted(RoleDecision decision) {
    LedgerEvent event = proposed(decision);
    assertThat(event).isInstanceOf(LedgerEvent.PrimaryGranted.class);
    return (LedgerEvent.PrimaryGranted) event;
  }

  static void assertRevoked(RoleDecision decision, RevokeReason reason) {
    LedgerEvent event = proposed(decision);
    assertThat(event).isInstanceOf(LedgerEvent.PrimaryRevoked.class);
    assertThat(((LedgerEvent.PrimaryRevoked) event).reason()).isEqualTo(reason);
  }

  static LedgerEvent accepted(RoleView view, Command command) {
    CommandRules.Verdict verdict = CommandRules.decide(view, command);
    assertThat(verdict).isInstanceOf(CommandRules.Verdict.Do.class);
    return ((CommandRules.Verdict.Do) verdict).event();
  }

  static CommandResult.Kind refused(RoleView view, Command command) {
    CommandRules.Verdict verdict = CommandRules.decide(view, command);
    assertThat(verdict).isInstanceOf(CommandRules.Verdict.Refuse.class);
    CommandResult.Refused refusal = ((CommandRules.Verdict.Refuse) verdict).refusal();
    assertThat(refusal.message()).isNotBlank();
    return refusal.kind();
  }
}
