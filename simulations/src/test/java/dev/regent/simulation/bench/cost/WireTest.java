package dev.regent.simulation.bench.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.regent.simulation.drill.DrillFailed;
import org.junit.jupiter.api.Test;

class WireTest {
  private static final String FIREWALL =
      """
      {"nftables": [{"metainfo": {"version": "1.0.6"}},
        {"table": {"family": "inet", "name": "regent_cost", "handle": 1}},
        {"counter": {"family": "inet", "name": "arriving", "packets": 10, "bytes": 600}},
        {"counter": {"family": "inet", "name": "leaving", "packets": 2, "bytes": 100}},
        {"rule": {"family": "inet", "expr": [{"counter": "leaving"}]}}]}
      """;

  @Test
  void headersAreCountedInBoth() {
    assertThat(Wire.parse(link("5000", "7000"), FIREWALL))
        .isEqualTo(new Wire(5000, 7000, 600 + 10 * 14, 100 + 2 * 14));
  }

  @Test
  void controlIsWhatIsLeft() {
    CellCost.WireCost cost = new Wire(500, 700, 140, 60).since(new Wire(100, 200, 40, 10));
    assertThat(cost).isEqualTo(new CellCost.WireCost(400, 500, 100, 50));
    assertThat(cost.control()).isEqualTo(750);
  }

  @Test
  void aMissingCounterIsNoZero() {
    assertThatThrownBy(() -> Wire.parse(link("1", "1"), "{\"nftables\": []}"))
        .isInstanceOf(DrillFailed.class)
        .hasMessageContaining("nft has no counter arriving");
    assertThatThrownBy(() -> Wire.parse("[]", FIREWALL))
        .isInstanceOf(DrillFailed.class)
        .hasMessageContaining("printed no number of bytes");
  }

  private static String link(String in, String out) {
    return "[{\"ifname\":\"eth0\",\"stats64\":{\"rx\":{\"bytes\":%s},\"tx\":{\"bytes\":%s}}}]"
        .formatted(in, out);
  }
}
