package dev.regent.simulation.bench.cost;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.regent.protocol.NodeId;
import dev.regent.simulation.drill.DrillFailed;
import dev.regent.simulation.lab.Stage;
import java.util.List;

/**
 * A host's counters at one moment: of its interface, and of the firewall for PostgreSQL's port.
 *
 * @param replicationIn and {@code replicationOut}: with the header that the interface counts too
 */
record Wire(long in, long out, long replicationIn, long replicationOut) {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int ETHERNET_HEADER = 14;
  private static final String TABLE = "inet regent_cost";

  /** Counts and never drops. */
  private static final String RULES =
      """
      table %s {
        counter arriving { }
        counter leaving { }
        chain arriving {
          type filter hook input priority 0; policy accept;
          iifname "eth0" tcp sport 5432 counter name arriving
          iifname "eth0" tcp dport 5432 counter name arriving
        }
        chain leaving {
          type filter hook output priority 0; policy accept;
          oifname "eth0" tcp sport 5432 counter name leaving
          oifname "eth0" tcp dport 5432 counter name leaving
        }
      }
      """
          .formatted(TABLE);

  /** Begins to count on a host. */
  static void count(Stage stage, NodeId node) {
    stage.run(node, List.of("nft", "-f", "-"), RULES);
  }

  /** What was counted so far. */
  static Wire of(Stage stage, NodeId node) {
    return parse(
        stage.run(node, List.of("ip", "-s", "-j", "link", "show", "dev", "eth0"), ""),
        stage.run(node, List.of("nft", "-j", "list", "table", "inet", "regent_cost"), ""));
  }

  /**
   * Reads what the tools print.
   *
   * @throws DrillFailed when that is something else than they are known to print
   */
  static Wire parse(String link, String firewall) {
    try {
      JsonNode interfaces = MAPPER.readTree(link).path(0).path("stats64");
      JsonNode rules = MAPPER.readTree(firewall).path("nftables");
      return new Wire(
          number(interfaces.path("rx").path("bytes")),
          number(interfaces.path("tx").path("bytes")),
          counter(rules, "arriving"),
          counter(rules, "leaving"));
    } catch (JsonProcessingException unreadable) {
      throw new DrillFailed("ip or nft printed no JSON: " + unreadable.getMessage(), unreadable);
    }
  }

  private static long counter(JsonNode rules, String name) {
    for (JsonNode rule : rules) {
      JsonNode counter = rule.path("counter");
      if (counter.path("name").asText().equals(name)) {
        return number(counter.path("bytes")) + ETHERNET_HEADER * number(counter.path("packets"));
      }
    }
    throw new DrillFailed("nft has no counter " + name);
  }

  private static long number(JsonNode node) {
    if (!node.canConvertToLong() || !node.isNumber()) {
      throw new DrillFailed("ip or nft printed no number of bytes: " + node);
    }
    return node.asLong();
  }

  CellCost.WireCost since(Wire before) {
    return new CellCost.WireCost(
        in - before.in,
        out - before.out,
        replicationIn - before.replicationIn,
        replicationOut - before.replicationOut);
  }
}
