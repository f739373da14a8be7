package dev.regent.simulation.bench.contender;

import dev.regent.protocol.NodeId;
import dev.regent.simulation.demo.CannotStart;
import dev.regent.simulation.drill.Await;
import dev.regent.simulation.lab.Stage;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * What leads clients to Patroni's primary by one address, as Regent's VIP does: HAProxy and
 * keepalived on both data nodes.
 */
public final class Frontends {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String USER = "root";

  private final Stage stage;
  private final Hosts hosts;

  public Frontends(Stage stage) {
    this.stage = stage;
    this.hosts = new Hosts(stage);
  }

  /**
   * Starts them; returns when one of the hosts has the VIP.
   *
   * @throws CannotStart when none takes it
   */
  public void start() {
    try {
      for (NodeId node : stage.dataNodes()) {
        startOn(node);
      }
    } catch (IOException failed) {
      throw new CannotStart("a file of HAProxy's or keepalived's: " + failed.getMessage(), failed);
    }
    if (!Await.holds(LIMIT, () -> stage.dataNodes().stream().anyMatch(this::hasVip))) {
      throw new CannotStart(
          "keepalived gave the VIP to nobody within %d s: see %s"
              .formatted(LIMIT.toSeconds(), hosts.log(stage.dataNodes().getFirst(), "keepalived")));
    }
  }

  private void startOn(NodeId node) throws IOException {
    FrontendFiles files = new FrontendFiles(hosts.home(node));
    hosts.write(files.haproxyFile(), files.haproxy(hosts.servers()));
    int place = stage.dataNodes().indexOf(node);
    hosts.write(files.keepalivedFile(), files.keepalived(place, Stage.vip()));
    hosts.start(node, "haproxy", files.haproxyCommand());
    hosts.start(node, "keepalived", USER, files.keepalivedCommand());
  }

  private boolean hasVip(NodeId node) {
    String address = Stage.vip().replaceAll("/.*", "");
    return stage.run(node, List.of("ip", "-br", "addr"), "").contains(address + "/");
  }
}
