package dev.regent.agent.postgres;

import dev.regent.protocol.Endpoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * pg_hba.conf in two variants. Closed: only Regent's own roles, from loopback and all data nodes,
 * replication in both directions. Open: the user's lines, from the data directory, after those.
 */
final class Hba {
  private static final String OPEN = "# regent: open\n";
  private static final String CLOSED = "# regent: closed\n";

  private Hba() {}

  static String text(PostgresSettings settings, boolean open) throws IOException {
    List<String> addresses = new ArrayList<>(List.of("127.0.0.1/32", "::1/128"));
    addresses.add(address(settings.endpoint()));
    settings.peers().forEach(peer -> addresses.add(address(peer.endpoint())));
    StringBuilder text = new StringBuilder(open ? OPEN : CLOSED);
    for (String address : addresses.stream().distinct().toList()) {
      text.append(line("all", Secrets.SUPERUSER_ROLE, address));
      text.append(line("replication", Secrets.REPLICATION_ROLE, address));
      text.append(line("all", Secrets.REWIND_ROLE, address));
    }
    if (open) {
      Path users = settings.dataDirectory().resolve("pg_hba.conf");
      text.append("# ").append(users).append('\n');
      text.append(DurableFiles.read(users).orElse(""));
    }
    return text.toString();
  }

  static boolean isOpen(String text) {
    return text.startsWith(OPEN);
  }

  private static String line(String database, String role, String address) {
    return "host %s %s %s scram-sha-256\n".formatted(database, role, address);
  }

  private static String address(Endpoint endpoint) {
    String host = endpoint.host();
    if (host.matches("[0-9.]+")) {
      return host + "/32";
    }
    return host.contains(":") ? host + "/128" : host;
  }
}
