package dev.regent.controller.role;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.protocol.NodeId;
import dev.regent.protocol.ProtectionMode;
import dev.regent.protocol.Session;
import dev.regent.protocol.SyncSet;
import dev.regent.protocol.event.LedgerEvent;
import dev.regent.protocol.message.Command;
import dev.regent.protocol.message.SlotReport;
import dev.regent.protocol.report.PostgresStatus;
import dev.regent.protocol.state.Phase;
import dev.regent.protocol.state.StateChange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("R4: one transition at a time, and a defined answer for every state and input")
class RoleMatrixTest {
  /** What is known of a node: nothing, or a report of each kind. */
  private static final List<Optional<PostgresStatus>> KNOWN = known();

  private static final List<SlotReport> SLOTS =
      List.of(
          ViewBuilder.free(),
          ViewBuilder.renewed(Given.T1),
          ViewBuilder.silent(Given.T1, 99_999, true),
          ViewBuilder.silent(Given.T1, 99_999, false));

  private static final List<Command> COMMANDS =
      List.of(
          new Command.Switchover(Optional.empty(), false, "ann"),
          new Command.Switchover(Optional.of(Given.B), true, "ann"),
          new Command.Failover(Optional.empty(), false, "ann"),
          new Command.Failover(Optional.of(Given.B), true, "ann"),
          new Command.Failover(Optional.of(Given.W), true, "ann"),
          new Command.Pause("ann"),
          new Command.Resume("ann"),
          new Command.ConfirmFenced(Given.A, "ann"),
          new Command.ConfirmVoterGone(Given.B, "ann"));

  @Test
  @DisplayName("R4: every decision of every reachable state is defined, and its event can follow")
  void everyDecisionIsDefined() {
    Set<Reason> reached = EnumSet.noneOf(Reason.class);
    walk(view -> {
      RoleDecision decision = FailoverDecision.decide(view);
      if (decision instanceof RoleDecision.Hold hold) {
        reached.add(hold.reason());
      } else if (decision instanceof RoleDecision.Propose propose) {
        assertCanFollow(view, propose.event());
        assertNotGrantedBesideAnother(view, propose.event());
      }
      assertInstructed(view);
      LeaderPlacement.decide(view, List.of(Given.W, Given.A, Given.B));
    });
    reached.add(reasonOfAForeignDatabase());
    assertThat(reached).isEqualTo(EnumSet.allOf(Reason.class));
  }

  @Test
  @DisplayName(
      "R4: every command in every state is answered by an event that can follow, or refused")
  void everyCommandIsAnswered() {
    walk(view -> {
      for (Command command : COMMANDS) {
        switch (CommandRules.decide(view, command)) {
          case CommandRules.Verdict.Do event -> assertCanFollow(view, event.event());
          case CommandRules.Verdict.Refuse refuse -> assertExplained(refuse);
        }
      }
    });
  }

  private static void assertNotGrantedBesideAnother(RoleView view, LedgerEvent event) {
    if (event instanceof LedgerEvent.PrimaryGranted) {
      assertThat(view.state().phase().leasable()).isEmpty();
    }
  }

  private static void assertExplained(CommandRules.Verdict.Refuse refuse) {
    if (refuse.refusal().message().isBlank()) {
      throw new AssertionError("a refusal says why");
    }
  }

  private static void assertInstructed(RoleView view) {
    for (NodeId node : view.dataNodes()) {
      Session session = Given.session(node);
      Objects.requireNonNull(Instructions.desired(view.state(), session, view.revision()));
    }
  }

  private interface Check {
    void on(RoleView view);
  }

  /** phases x modes x S x status of a x status of b x slots x round of reports. */
  private static void walk(Check check) {
    List<Phase> phases = new ArrayList<>(Given.phases());
    phases.add(new Phase.Bootstrapping(Given.B));
    for (Phase phase : phases) {
      for (ProtectionMode mode : ProtectionMode.values()) {
        for (SyncSet sync : List.of(SyncSet.ALONE, Given.sync(1, Given.B))) {
          walk(check, phase, new Kind(mode, sync));
        }
      }
    }
  }

  private record Kind(ProtectionMode mode, SyncSet sync) {}

  private static void walk(Check check, Phase phase, Kind kind) {
    for (Optional<PostgresStatus> a : KNOWN) {
      for (Optional<PostgresStatus> b : KNOWN) {
        for (SlotReport slot : SLOTS) {
          for (boolean asked : new boolean[] {false, true}) {
            ViewBuilder view = view(phase, kind);
            view = asked ? view.asked(Duration.ofSeconds(2)) : view;
            view.slot(Given.W, slot).slot(Given.B, slot);
            report(view, Given.A, a);
            report(view, Given.B, b);
            check.on(view.build());
          }
        }
      }
    }
  }

  private static ViewBuilder view(Phase phase, Kind kind) {
    ViewBuilder view =
        phase instanceof Phase.Vacant || phase instanceof Phase.Bootstrapping
            ? ViewBuilder.vacant().phase(phase)
            : ViewBuilder.in(phase).sync(kind.sync());
    return view.mode(kind.mode());
  }

  private static void report(ViewBuilder view, NodeId node, Optional<PostgresStatus> status) {
    status.ifPresent(known ->
        view.report(
            ReportBuilder.standby(node)
                .status(known)
                .cut(Given.REVISION, ViewBuilder.ROUND)
                .at(Given.at(Given.TL2, 300 + 200L * node.name().charAt(0)))));
  }

  private static void assertCanFollow(RoleView view, LedgerEvent event) {
    assertThat(
            StateChange.apply(view.state(), view.revision().nextIn(view.revision().term()), event))
        .isNotNull();
  }

  private static Reason reasonOfAForeignDatabase() {
    RoleDecision decision =
        ViewBuilder.vacant()
            .report(ReportBuilder.standby(Given.A))
            .report(ReportBuilder.standby(Given.B).system(Given.FOREIGN))
            .decide();
    return ((RoleDecision.Hold) decision).reason();
  }

  private static List<Optional<PostgresStatus>> known() {
    List<Optional<PostgresStatus>> all = new ArrayList<>(List.of(Optional.empty()));
    for (PostgresStatus status : PostgresStatus.values()) {
      all.add(Optional.of(status));
    }
    return List.copyOf(all);
  }
}
