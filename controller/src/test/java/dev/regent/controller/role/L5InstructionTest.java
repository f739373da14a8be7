package dev.regent.controller.role;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.protocol.ProtectionMode;
import dev.regent.protocol.Session;
import dev.regent.protocol.SyncRule;
import dev.regent.protocol.SyncSet;
import dev.regent.protocol.message.Desired;
import dev.regent.protocol.message.Remedy;
import dev.regent.protocol.state.DatabaseState;
import dev.regent.protocol.state.Phase;
import dev.regent.protocol.state.SyncPlan;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("L5: an Instruction is the whole desired state at one committed revision")
class L5InstructionTest {
  private static final List<Session> SESSIONS =
      List.of(Given.ON_A, Given.ON_B, Given.next(Given.ON_A), Given.next(Given.ON_B));

  @Test
  @DisplayName("L5: equal revisions give equal Instructions, for every phase and session")
  void itDependsOnTheStateAlone() {
    for (Phase phase : Given.phases()) {
      for (Session session : SESSIONS) {
        DatabaseState state = Given.state(phase);
        assertThat(Instructions.desired(state, session, Given.REVISION))
            .isEqualTo(Instructions.desired(state, session, Given.REVISION));
      }
    }
  }

  @Test
  @DisplayName("L5, H1: only the granted session is ever told to take a token")
  void onlyTheGrantedSessionTakesAToken() {
    for (Phase phase : Given.phases()) {
      for (Session session : SESSIONS) {
        boolean leads =
            switch (Instructions.desired(Given.state(phase), session, Given.REVISION)) {
              case Desired.Lead lead -> true;
              case Desired.Serve serve -> true;
              case Desired.HandOff handOff -> true;
              case Desired.Resume resume -> true;
              case Desired.Observe observe -> false;
              case Desired.Bootstrap bootstrap -> false;
              case Desired.Yield yield -> false;
              case Desired.Stand stand -> false;
              case Desired.Follow follow -> false;
              case Desired.Pause pause -> false;
            };
        boolean granted =
            phase.leasable().isPresent() && phase.lastHolder().equals(Optional.of(session));
        assertThat(leads).as("%s %s", phase, session).isEqualTo(granted);
      }
    }
  }

  @Test
  @DisplayName("V4: whichever session of the revoked node lives is told to yield")
  void anySessionOfTheRevokedNodeYields() {
    DatabaseState state = Given.state(Given.revoked());
    assertThat(Instructions.desired(state, Given.ON_A, Given.REVISION))
        .isEqualTo(new Desired.Yield(Given.T1));
    assertThat(Instructions.desired(state, Given.next(Given.ON_A), Given.REVISION))
        .isEqualTo(new Desired.Yield(Given.T1));
    assertThat(Instructions.desired(state, Given.ON_B, Given.REVISION))
        .isEqualTo(new Desired.Stand());
  }

  @Test
  @DisplayName("L6: only the chosen node creates the database")
  void onlyTheChosenNodeCreates() {
    DatabaseState state = Given.state(new Phase.Bootstrapping(Given.A));
    assertThat(Instructions.desired(state, Given.ON_A, Given.REVISION))
        .isEqualTo(new Desired.Bootstrap());
    assertThat(Instructions.desired(state, Given.ON_B, Given.REVISION))
        .isEqualTo(new Desired.Observe());
  }

  @Test
  @DisplayName("S2: between primaries nobody is told to follow, so nobody is rewound")
  void betweenPrimariesNobodyFollows() {
    for (Phase phase : List.of(Given.granted(), Given.restarting(), Given.revoked())) {
      assertThat(Instructions.desired(Given.state(phase), Given.next(Given.ON_B), Given.REVISION))
          .isEqualTo(new Desired.Stand());
    }
  }

  @Test
  @DisplayName("S2: a member of S leaves S before it may be rewound or rebuilt")
  void aMemberIsNeverRewound() {
    assertThat(remedy(ProtectionMode.AVAILABILITY, Given.sync(1, Given.B))).isEqualTo(Remedy.NONE);
    assertThat(remedy(ProtectionMode.AVAILABILITY, Given.sync(0))).isEqualTo(Remedy.REWIND);
  }

  @Test
  @DisplayName("S2, D1: a member that protection keeps may be replaced by a copy, never rewound")
  void aProtectedMemberMayBeReplaced() {
    assertThat(remedy(ProtectionMode.PROTECTION, Given.sync(1, Given.B))).isEqualTo(Remedy.COPY);
    assertThat(remedy(ProtectionMode.PROTECTION, Given.sync(1, Given.C))).isEqualTo(Remedy.REWIND);
  }

  @Test
  @DisplayName("L5, S1: a planned rule is in the Instruction of the plan's own revision (trace 5)")
  void aPlannedRuleIsPartOfTheInstruction() {
    DatabaseState base = Given.state(Given.primary());
    SyncRule planned = Given.sync(2, Given.B, Given.C).rule();
    DatabaseState state =
        new DatabaseState(
            base.formation(),
            base.voters(),
            base.mode(),
            base.systemId(),
            base.phase(),
            base.sync(),
            Optional.of(new SyncPlan(Given.REVISION, planned, Given.sync(2, Given.B, Given.C))),
            base.lastPromoted(),
            base.highestTimeline(),
            Optional.empty());
    Desired.Serve serve = (Desired.Serve) Instructions.desired(state, Given.ON_A, Given.REVISION);
    assertThat(serve.rule()).isEqualTo(planned);
    assertThat(serve.sync()).isEqualTo(Given.sync(1, Given.B));
  }

  private static Remedy remedy(ProtectionMode mode, SyncSet sync) {
    DatabaseState state = Given.state(Given.primary(), mode, sync);
    return ((Desired.Follow) Instructions.desired(state, Given.ON_B, Given.REVISION)).remedy();
  }
}
