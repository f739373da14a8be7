package dev.regent.simulation.bench.contender;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.protocol.Endpoint;
import dev.regent.protocol.NodeId;
import dev.regent.simulation.drill.Server;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrontendFilesTest {
  private static final FrontendFiles FILES = new FrontendFiles(Path.of("/lab/a"));
  private static final Server A =
      new Server(new NodeId("a"), new Endpoint("192.0.2.11", 5432), Path.of("/lab/a/data"));

  @Test
  void haproxyAsksPatroniWhoIsPrimaryAtPatronisOwnPace() {
    assertThat(FILES.haproxy(List.of(A)))
        .contains("  option httpchk OPTIONS /primary\n")
        .contains("default-server inter 3s fall 3 rise 2 on-marked-down shutdown-sessions\n")
        .endsWith("  server a 192.0.2.11:5432 maxconn 100 check port 8008\n");
  }

  @Test
  void keepalivedPrefersTheFirstHostAndWatchesItsHaproxy() {
    assertThat(FILES.keepalived(0, "192.0.2.100/24"))
        .contains("  priority 101\n", "  advert_int 1\n", "    192.0.2.100/24\n")
        .contains("script \"/bin/sh -c 'kill -0 $(cat /lab/a/haproxy.pid)'\"");
    assertThat(FILES.keepalived(1, "192.0.2.100/24")).contains("  priority 100\n");
  }
}
