package dev.regent.simulation.bench.contender;

import dev.regent.simulation.drill.Server;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What HAProxy and keepalived are told: HAProxy as in Patroni's own example (checks each 3 s, three
 * failures, two successes), keepalived with its default advertisement each second.
 *
 * @param home where the files are
 */
record FrontendFiles(Path home) {
  private static final int PORT = 5000;
  private static final int MAX_CONNECTIONS = 100;
  private static final int FIRST_PRIORITY = 101;

  Path haproxyFile() {
    return home.resolve("haproxy.cfg");
  }

  Path keepalivedFile() {
    return home.resolve("keepalived.conf");
  }

  private Path haproxyPid() {
    return home.resolve("haproxy.pid");
  }

  String haproxy(List<Server> servers) {
    return """
    global
      maxconn %d
    defaults
      log global
      mode tcp
      retries 2
      timeout client 30m
      timeout connect 4s
      timeout server 30m
      timeout check 5s
    listen primary
      bind *:%d
      option httpchk OPTIONS /primary
      http-check expect status 200
      default-server inter 3s fall 3 rise 2 on-marked-down shutdown-sessions
    %s\
    """
        .formatted(
            MAX_CONNECTIONS,
            PORT,
            servers.stream().map(FrontendFiles::line).collect(Collectors.joining()));
  }

  private static String line(Server server) {
    return "  server %s %s:%d maxconn %d check port %d%n"
        .formatted(
            server.node(),
            server.endpoint().host(),
            server.endpoint().port(),
            MAX_CONNECTIONS,
            PatroniFiles.REST);
  }

  /**
   * The VIP goes to a host whose HAProxy lives.
   *
   * @param place of the host; the first is preferred
   * @param vip with its prefix length
   */
  String keepalived(int place, String vip) {
    return """
    global_defs {
      enable_script_security
      script_user root
    }
    vrrp_script haproxy {
      script "/bin/sh -c 'kill -0 $(cat %s)'"
      interval 2
    }
    vrrp_instance primary {
      state BACKUP
      interface eth0
      virtual_router_id 51
      priority %d
      advert_int 1
      virtual_ipaddress {
        %s
      }
      track_script {
        haproxy
      }
    }
    """
        .formatted(haproxyPid(), FIRST_PRIORITY - place, vip);
  }

  List<String> haproxyCommand() {
    return List.of(
        "/usr/sbin/haproxy", "-W", "-f", haproxyFile().toString(), "-p", haproxyPid().toString());
  }

  List<String> keepalivedCommand() {
    return List.of(
        "/usr/sbin/keepalived",
        "--dont-fork",
        "--log-console",
        "--vrrp",
        "--use-file=" + keepalivedFile(),
        "--pid=" + home.resolve("keepalived.pid"),
        "--vrrp_pid=" + home.resolve("vrrp.pid"));
  }
}
