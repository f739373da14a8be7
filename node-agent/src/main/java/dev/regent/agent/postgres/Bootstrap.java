package dev.regent.agent.postgres;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Creates the database in a side directory and renames it into place when it is complete.
 *
 * <p><b>Failure modes.</b> Interrupted anywhere: the side directory, which is only ever ours, is
 * removed and made again. A directory in place is either whole or not there.
 */
record Bootstrap(Server server) {
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final List<String> REWIND_FUNCTIONS =
      List.of(
          "pg_ls_dir(text, boolean, boolean)",
          "pg_stat_file(text, boolean)",
          "pg_read_binary_file(text)",
          "pg_read_binary_file(text, bigint, bigint, boolean)");

  void run() throws JobFailed, IOException {
    Directory directory = Directory.of(server);
    if (!directory.isAbsent()) {
      directory.requireOurs();
      return;
    }
    Path side = server.layout().sibling("init");
    DurableFiles.deleteTree(side);
    server.files().makeDirectory(side);
    initdb(side);
    createRoles(side);
    directory.mark(side);
    directory.removeAbsent();
    DurableFiles.rename(side, server.layout().data());
  }

  private void initdb(Path side) throws JobFailed, IOException {
    List<String> command = new ArrayList<>();
    command.addAll(List.of(server.settings().program("initdb"), "-D", side.toString()));
    command.addAll(List.of("-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8"));
    command.addAll(List.of("--data-checksums", "--auth-host=scram-sha-256", "--auth-local=peer"));
    try {
      server.helpers().run("initdb", command, LIMIT);
    } catch (JobFailed failed) {
      if (!String.valueOf(failed.getMessage()).contains("invalid locale name")) {
        throw failed;
      }
      command.replaceAll(word -> word.startsWith("--locale=") ? "--no-locale" : word);
      server.helpers().run("initdb", command, LIMIT);
    }
  }

  /** In single-user mode: no port is open and no client can be there yet. */
  private void createRoles(Path side) throws JobFailed, IOException {
    List<String> command =
        List.of(server.settings().program("postgres"), "--single", "-D", side.toString());
    List<String> whole = new ArrayList<>(command);
    for (String setting : Floors.SETTINGS) {
      // pg_control gets the user's value now: no later start can lower it.
      String value = server.settings().extraSettings().get(setting);
      if (value != null) {
        whole.addAll(List.of("-c", setting + "=" + value));
      }
    }
    whole.addAll(List.of("-c", "exit_on_error=on", "postgres"));
    String output =
        server.helpers().run("roles", whole, String.join("\n", statements()) + "\n", LIMIT);
    if (output.contains("ERROR:")) {
      throw JobFailed.retry("roles-failed", "roles were not created: " + output);
    }
  }

  private List<String> statements() {
    Secrets secrets = server.settings().secrets();
    List<String> statements = new ArrayList<>();
    statements.add(role(Secrets.SUPERUSER_ROLE, "SUPERUSER", secrets.superuser()));
    statements.add(role(Secrets.REPLICATION_ROLE, "REPLICATION", secrets.replication()));
    statements.add(role(Secrets.REWIND_ROLE, "NOSUPERUSER", secrets.rewind()));
    for (String function : REWIND_FUNCTIONS) {
      statements.add(
          "GRANT EXECUTE ON FUNCTION pg_catalog." + function + " TO " + Secrets.REWIND_ROLE);
    }
    return statements;
  }

  private static String role(String name, String rights, String password) {
    return "CREATE ROLE %s %s LOGIN PASSWORD '%s'"
        .formatted(name, rights, Scram.verifier(password));
  }
}
