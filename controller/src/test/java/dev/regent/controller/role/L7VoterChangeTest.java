package dev.regent.controller.role;

import static dev.regent.controller.role.Outcome.accepted;
import static dev.regent.controller.role.Outcome.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.Voter;
import dev.regent.protocol.event.LedgerEvent;
import dev.regent.protocol.message.Command;
import dev.regent.protocol.message.CommandResult.Kind;
import dev.regent.protocol.message.Message;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("L7: voters change one at a time, and the next change waits for one maximum TTL")
class L7VoterChangeTest {
  private static final Voter NEW_B = Given.successor(Given.B);
  private static final MonotonicTime SETTLED = ViewBuilder.ago(Given.LEASE.ttl());
  private static final MonotonicTime UNSETTLED = SETTLED.plus(java.time.Duration.ofMillis(1));

  @Test
  @DisplayName("L6: a new journal on the same machine replaces the lost one by itself")
  void theSameMachineIsReplaced() {
    assertThat(placed(view(SETTLED, NEW_B)))
        .contains(new RoleDecision.Propose(new LedgerEvent.VoterReplaced(NEW_B)));
  }

  @Test
  @DisplayName("L7: within one maximum TTL of the last change there is no other (trace 11)")
  void theNextChangeWaits() {
    assertThat(placed(view(UNSETTLED, NEW_B))).isEmpty();
  }

  @Test
  @DisplayName("L7: an operator's change waits as well")
  void anOperatorsChangeWaits() {
    assertThat(accepted(view(SETTLED, NEW_B), gone()))
        .isEqualTo(new LedgerEvent.VoterReplaced(NEW_B));
    assertThat(refused(view(UNSETTLED, NEW_B), gone())).isEqualTo(Kind.CONFLICT);
  }

  @Test
  @DisplayName("L6: on another machine only an operator may say that the old one is gone")
  void anotherMachineNeedsAnOperator() {
    Voter elsewhere = new Voter(Given.B, NEW_B.incarnation(), "another machine");
    assertThat(placed(view(SETTLED, elsewhere))).isEmpty();
    assertThat(accepted(view(SETTLED, elsewhere), gone()))
        .isEqualTo(new LedgerEvent.VoterReplaced(elsewhere));
  }

  @Test
  @DisplayName("L6: without a hello of a new journal there is nobody to replace with")
  void withoutAHelloNobodyIsReplaced() {
    RoleView quiet = ViewBuilder.in(Given.primary()).build();
    assertThat(refused(quiet, gone())).isEqualTo(Kind.UNFIT);
    assertThat(placed(view(SETTLED, Given.voter(Given.B)))).isEmpty();
  }

  @Test
  @DisplayName("L6: a hello of long ago, or of the leader's own former life, replaces nobody")
  void anOldHelloReplacesNobody() {
    RoleView old =
        ViewBuilder.in(Given.primary())
            .report(ReportBuilder.primary(Given.A))
            .tenure(Tenure.since(SETTLED))
            .helloAged(Given.B, hello(NEW_B), Given.TIMEOUT.multipliedBy(3).plusMillis(1))
            .build();
    assertThat(refused(old, gone())).isEqualTo(Kind.UNFIT);
    RoleView own =
        ViewBuilder.in(Given.primary())
            .report(ReportBuilder.primary(Given.A))
            .tenure(Tenure.since(SETTLED))
            .hello(Given.W, hello(Given.successor(Given.W)))
            .build();
    assertThat(placed(own)).isEmpty();
  }

  private static Message.Hello hello(Voter voter) {
    return new Message.Hello(voter.incarnation(), 0, "hash", voter.machine(), Optional.empty());
  }

  private static Optional<RoleDecision> placed(RoleView view) {
    return LeaderPlacement.decide(view, List.of(Given.W, Given.A, Given.B));
  }

  private static RoleView view(MonotonicTime committedAt, Voter hello) {
    return ViewBuilder.in(Given.primary())
        .report(ReportBuilder.primary(Given.A))
        .tenure(Tenure.since(committedAt))
        .hello(
            Given.B,
            new Message.Hello(hello.incarnation(), 0, "hash", hello.machine(), Optional.empty()))
        .build();
  }

  private static Command gone() {
    return new Command.ConfirmVoterGone(Given.B, "ann");
  }
}
