package dev.regent.simulation.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.NodeId;
import dev.regent.simulation.demo.DemoCell;
import dev.regent.simulation.demo.DemoPlan;
import dev.regent.simulation.demo.Place;
import dev.regent.simulation.drill.Programs;
import dev.regent.simulation.scenario.Look;
import dev.regent.simulation.scenario.Recording;
import dev.regent.simulation.scenario.Recording.Change;
import dev.regent.simulation.scenario.Recording.Mark;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is read from files and threads, and what it means. */
class LabFilesTest {
  private static final Look PRIMARY = new Look(Look.Part.PRIMARY, true, false);
  private static final Look DOWN = new Look(Look.Part.DOWN, false, false);

  @Test
  void aStateIsReadAsItWasWritten() {
    LabState state = LabState.ofThisProcess(Path.of("/somewhere/lab"), List.of("a", "b", "w"));
    assertThat(LabState.parse(state.lines())).isEqualTo(Optional.of(state));
    assertThat(state.isOwnerAlive()).isTrue();
    assertThat(
            new LabState(state.owner(), state.ownerStart() + 1, state.root(), List.of())
                .isOwnerAlive())
        .isFalse();
  }

  @Test
  void halfAStateIsNone() {
    assertThat(LabState.parse(List.of("12 34", "/somewhere"))).isEmpty();
    assertThat(LabState.parse(List.of("", "/somewhere", "a"))).isEmpty();
  }

  @Test
  void theHolderOfTheVipIsTheHostWhoseMacTheClientKnows() {
    Topology lab =
        Topology.of("one", List.of(new NodeId("a"), new NodeId("b")), List.of(new NodeId("w")));
    List<String> table =
        List.of(
            "IP address       HW type     Flags       HW address            Mask     Device",
            "192.0.2.11       0x1         0x2         02:00:c0:00:02:0b     *        eth0",
            "192.0.2.100      0x1         0x2         02:00:c0:00:02:0c     *        eth0");
    assertThat(VipProbe.holder(lab, table)).contains("b");
    assertThat(VipProbe.holder(lab, table.subList(0, 2))).isEmpty();
  }

  @Test
  void onlyDisksThatALabMadeThereAreUnmounted() {
    List<String> mounts =
        List.of(
            "tmpfs /run tmpfs rw 0 0",
            "regent-lab /x/lab-one/a tmpfs rw,size=409600k 0 0",
            "regent-lab /x/lab-one1/a tmpfs rw 0 0",
            "/dev/sda /x/lab-one/b ext4 rw 0 0");
    assertThat(Disks.under(Path.of("/x/lab-one"), mounts)).containsExactly("/x/lab-one/a");
  }

  @Test
  void everyBlowHasItsHand() {
    Topology topology = Shape.usual().topology("one");
    DemoPlan plan =
        Shape.usual()
            .plan(
                topology,
                new Place(Path.of("/nowhere"), Shape.usual().names()),
                new Programs(Path.of("/nowhere"), "postgres"));
    Hands hands = new Hands(new DemoCell(plan, text -> {}), new Network(topology), text -> {});
    assertThat(Blow.values()).allMatch(hands::can);
  }

  @Test
  void aLineOfHistoryStandsAtItsTime() {
    Instant wall = Instant.parse("2026-01-01T00:00:10Z");
    String line = "2026-01-01T00:00:08.500Z 2.7 primary-revoked a: no renewal";
    assertThat(Decisions.mark(line, wall, Duration.ofSeconds(3)))
        .contains(
            new Mark(1_500_000_000L, Recording.Kind.DECISION, "primary-revoked a: no renewal"));
    assertThat(Decisions.mark(line, wall, Duration.ofSeconds(1))).isEmpty();
  }

  @Test
  void whatWasBeforeTheStartCountsAtTheStart() {
    Lanes lanes = new Lanes();
    lanes.show(new MonotonicTime(10), "a", DOWN);
    lanes.show(new MonotonicTime(20), "a", PRIMARY);
    lanes.show(new MonotonicTime(120), "a", PRIMARY);
    lanes.show(new MonotonicTime(150), "a", DOWN);
    assertThat(lanes.since(new MonotonicTime(100)))
        .containsExactly(new Change(0, "a", PRIMARY), new Change(50, "a", DOWN));
  }
}
