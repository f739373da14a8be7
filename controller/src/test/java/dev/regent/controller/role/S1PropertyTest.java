package dev.regent.controller.role;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.protocol.NodeId;
import dev.regent.protocol.ProtectionMode;
import dev.regent.protocol.Revision;
import dev.regent.protocol.SyncRule;
import dev.regent.protocol.event.LedgerEvent;
import dev.regent.protocol.report.NodeReport;
import dev.regent.protocol.state.DatabaseState;
import dev.regent.protocol.state.StateChange;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("S1: k + |P \\ S| <= j holds after every step for random standbys")
class S1PropertyTest {
  private static final long SEED = 20_261_121;
  private static final List<NodeId> STANDBYS = List.of(Given.B, Given.C, Given.D);
  private static final Duration LONG = Duration.ofSeconds(30);

  @Test
  @DisplayName("S1: whatever rule PostgreSQL may still run, the ledger promises no more")
  void theLedgerNeverPromisesMoreThanPostgresKeeps() {
    for (int run = 0; run < 3000; run++) {
      new Run(new Random(SEED + run), "seed " + SEED + " run " + run).steps(25);
    }
  }

  /** One primary's life: the ledger by its decisions, PostgreSQL behind it by one report. */
  private static final class Run {
    private final Random random;
    private final String name;
    private final int wanted;
    private DatabaseState state =
        Given.state(Given.primary(), ProtectionMode.AVAILABILITY, Given.sync(0));
    private Revision revision = Given.REVISION;
    private SyncRule inForce = SyncRule.NONE;
    private Revision since = Given.REVISION;

    Run(Random random, String name) {
      this.random = random;
      this.name = name;
      this.wanted = 1 + random.nextInt(2);
    }

    void steps(int count) {
      for (int step = 0; step < count; step++) {
        if (random.nextBoolean()) {
          inForce = state.syncRule();
          since = revision;
        }
        if (FailoverDecision.decide(view()) instanceof RoleDecision.Propose propose) {
          revision = revision.nextIn(revision.term());
          apply(propose.event());
        }
      }
    }

    private void apply(LedgerEvent event) {
      state = StateChange.apply(state, revision, event);
      boolean promisesSomething = !state.sync().isAlone();
      for (SyncRule possible : List.of(inForce, state.syncRule())) {
        if (promisesSomething) {
          assertThat(state.sync().admits(possible))
              .as("%s: %s while PostgreSQL runs %s", name, state.sync(), possible)
              .isTrue();
        }
      }
      assertThat(state.plan().stream().allMatch(plan -> state.sync().admits(plan.rule())))
          .as("%s: %s", name, state.plan())
          .isTrue();
    }

    private RoleView view() {
      ViewBuilder view =
          ViewBuilder.in(state.phase())
              .dataNodes(Given.A, Given.B, Given.C, Given.D)
              .wanting(wanted)
              .sync(state.sync())
              .report(
                  ReportBuilder.primary(Given.A)
                      .inForce(new NodeReport.Sync(since, inForce, Given.lsn(500))));
      state.plan().ifPresent(view::plan);
      for (NodeId standby : STANDBYS) {
        standby(view, standby);
      }
      return view.build();
    }

    private void standby(ViewBuilder view, NodeId standby) {
      int health = random.nextInt(4);
      ReportBuilder report = ReportBuilder.standby(standby).at(Given.at(Given.TL2, lsn()));
      switch (health) {
        case 0 -> view.missing(standby, LONG);
        case 1 -> view.missing(standby, Duration.ZERO).report(report.notStreaming());
        case 2, 3 -> view.confirming(standby).report(report);
      }
    }

    private long lsn() {
      return 499L + random.nextInt(3);
    }
  }
}
