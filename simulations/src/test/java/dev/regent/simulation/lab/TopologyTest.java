package dev.regent.simulation.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.protocol.NodeId;
import java.util.List;
import org.junit.jupiter.api.Test;

class TopologyTest {
  private static final Topology TWO =
      Topology.of("one", List.of(new NodeId("a"), new NodeId("b")), List.of(new NodeId("w")));

  @Test
  void everyHostHasAnAddressOfItsOwn() {
    assertThat(TWO.hosts()).extracting(Host::name).containsExactly("a", "b", "w", "c1", "c2");
    assertThat(TWO.hosts())
        .extracting(Host::address)
        .doesNotHaveDuplicates()
        .doesNotContain(Topology.VIP);
    assertThat(TWO.hosts()).extracting(Host::mac).doesNotHaveDuplicates();
    assertThat(TWO.nodes()).extracting(Host::name).containsExactly("a", "b", "w");
  }

  @Test
  void nothingIsMadeInTheMachinesOwnNetwork() {
    for (List<String> command : TWO.commands()) {
      boolean makesNamespace = command.subList(0, 3).equals(List.of("ip", "netns", "add"));
      boolean isInside = command.get(1).equals("-n") && command.get(2).startsWith("regent-one-");
      assertThat(makesNamespace || isInside).as("%s", command).isTrue();
    }
  }

  @Test
  void noLabsNamesBeginLikeAnothers() {
    Topology other = Topology.of("one1", List.of(new NodeId("a")), List.of());
    assertThat(other.namespace("a")).doesNotStartWith(Topology.prefix("one"));
    assertThat(TWO.namespace("a")).startsWith(Topology.prefix("one"));
  }

  @Test
  void everyHostIsPluggedIntoTheBridge() {
    assertThat(TWO.commands())
        .contains(
            List.of(
                "ip",
                "-n",
                "regent-one-bridge",
                "link",
                "add",
                "to-a",
                "type",
                "veth",
                "peer",
                "name",
                "eth0",
                "address",
                "02:00:c0:00:02:0b",
                "netns",
                "regent-one-a"),
            List.of("ip", "-n", "regent-one-bridge", "link", "set", "to-a", "master", "br0", "up"));
    assertThat(TWO.commands()).filteredOn(command -> command.contains("veth")).hasSize(5);
  }
}
