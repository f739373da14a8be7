package dev.regent.simulation.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.protocol.NodeId;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CutsTest {
  private static final Topology LAB =
      Topology.of("one", List.of(new NodeId("a"), new NodeId("b")), List.of(new NodeId("w")));
  private static final String FROM_A = "ether saddr " + LAB.host("a").mac();

  @Test
  void dropsNothingAtFirst() {
    assertThat(LAB.hosts()).allSatisfy(host -> assertThat(drops(Cuts.NONE, host.name())).isEmpty());
  }

  @Test
  void aCutOneWayDropsAtTheReceiverOnly() {
    Cuts cuts = Cuts.NONE.cut(List.of(new Way("a", "b")), Traffic.ALL);
    assertThat(drops(cuts, "b")).containsExactly(FROM_A + " drop");
    assertThat(drops(cuts, "a")).isEmpty();
    assertThat(drops(cuts, "w")).isEmpty();
    assertThat(drops(cuts, "c1")).isEmpty();
  }

  @Test
  void aKindOfTrafficIsDroppedByItsPortOnEitherSide() {
    Cuts cuts = Cuts.NONE.cut(List.of(new Way("a", "b")), Traffic.REPLICATION);
    assertThat(drops(cuts, "b"))
        .containsExactly(FROM_A + " tcp dport 5432 drop", FROM_A + " tcp sport 5432 drop");
  }

  @Test
  void clientsLoseANodeOnlyWhenItIsCutFromEverybody() {
    Cuts most = Cuts.NONE.cut(Way.both("a", "b"), Traffic.ALL);
    assertThat(drops(most, "c1")).isEmpty();
    Cuts all = most.cut(Way.both("a", "w"), Traffic.ALL);
    assertThat(drops(all, "c1")).containsExactly(FROM_A + " drop");
    assertThat(drops(all, "a")).hasSize(4);
    assertThat(drops(all.mend(List.of(new Way("w", "a"))), "c1")).isEmpty();
  }

  @Test
  void losesByChanceWhatIsNotCut() {
    Cuts cuts = Cuts.NONE.lose(List.of(new Way("a", "b")), 40);
    assertThat(drops(cuts, "b")).containsExactly(FROM_A + " numgen random mod 100 < 40 drop");
    assertThat(drops(cuts.lose(List.of(new Way("a", "b")), 0), "b")).isEmpty();
  }

  @Test
  void everybodyMissesWhatAHostAnnouncesUntilAllIsHealed() {
    Cuts cuts = Cuts.NONE.unheard("a").cut(List.of(new Way("w", "b")), Traffic.ALL);
    String rule = FROM_A + " arp saddr ip 192.0.2.100 arp daddr ip 192.0.2.100 drop";
    assertThat(drops(cuts, "c1")).containsExactly(rule);
    assertThat(drops(cuts, "b")).contains(rule).hasSize(2);
    assertThat(drops(cuts, "a")).isEmpty();
    assertThat(new Deed.Heal().change(cuts)).isEqualTo(Cuts.NONE);
  }

  @Test
  void reconnectingMendsOneKindAndMendingAll() {
    List<Way> way = List.of(new Way("a", "b"));
    Cuts cuts = Cuts.NONE.cut(way, Traffic.CONTROL).cut(way, Traffic.REPLICATION).lose(way, 10);
    assertThat(drops(cuts.reconnect(way, Traffic.CONTROL), "b"))
        .hasSize(3)
        .noneMatch(rule -> rule.contains("7400"));
    assertThat(cuts.mend(way)).isEqualTo(Cuts.NONE);
  }

  @Test
  void aFileReplacesWhatWasThere() {
    assertThat(Cuts.NONE.rules(LAB, "a"))
        .startsWith("table netdev regent_lab\ndelete table netdev regent_lab\ntable netdev")
        .contains("hook ingress device \"eth0\"");
  }

  private static List<String> drops(Cuts cuts, String host) {
    return Stream.of(cuts.rules(LAB, host).split("\n"))
        .map(String::strip)
        .filter(line -> line.endsWith("drop"))
        .toList();
  }
}
