package dev.regent.agent.postgres;

import dev.regent.protocol.Invariants;
import java.util.List;

/**
 * The passwords of Regent's three roles, as values: they reach PostgreSQL through a 0600 passfile
 * and as SCRAM verifiers only, never through argv, a conninfo or a log.
 */
public record Secrets(String superuser, String replication, String rewind) {
  /** Superuser of the agent's own sessions, here and at peers. */
  static final String SUPERUSER_ROLE = "regent";

  /** REPLICATION: walreceivers and pg_basebackup. */
  static final String REPLICATION_ROLE = "regent_repl";

  /** EXECUTE on the four functions that pg_rewind calls, nothing else. */
  static final String REWIND_ROLE = "regent_rewind";

  static final List<String> ROLES = List.of(SUPERUSER_ROLE, REPLICATION_ROLE, REWIND_ROLE);

  public Secrets {
    for (String password : List.of(superuser, replication, rewind)) {
      Invariants.require(
          !password.isEmpty() && password.chars().noneMatch(c -> c < ' '),
          "passwords are not empty and have no control characters");
    }
  }

  @Override
  public String toString() {
    return "Secrets[hidden]";
  }
}
