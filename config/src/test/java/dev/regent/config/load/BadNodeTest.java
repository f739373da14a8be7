package dev.regent.config.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BadNodeTest {
  private static final String POSTGRES = "{ database = orders, data-directory = /data/orders }";
  private static final String JOURNAL = "{ kind = sqlite }";

  @TempDir Path directory;

  private List<String> problems(String from, String to) {
    return NodeFile.good(directory).with(from, to).problems();
  }

  @Test
  void refusesToBeANodeThatTheCellDoesNotKnow() {
    assertThat(problems("self = a", "self = x"))
        .containsExactly("node.conf:2: regent.self = x: unknown node x; allowed: one of a, b, w");
  }

  @Test
  void refusesAMissingSelf() {
    assertThat(problems("self = a", ""))
        .containsExactly(
            "node.conf:1: regent.self: nothing is written here, and there is no default; "
                + "allowed: a small letter, then up to 39 small letters, digits and _");
  }

  @Test
  void refusesADataNodeWithoutPostgresql() {
    assertThat(problems(POSTGRES, ""))
        .containsExactly(
            "node.conf:31: regent.node.postgres = []: a is a data node of orders, but no "
                + "PostgreSQL is given for it; allowed: an element with database = orders and "
                + "data-directory");
  }

  @Test
  void refusesAWitnessWithPostgresql() {
    assertThat(problems("self = a", "self = w"))
        .containsExactly(
            "node.conf:32: regent.node.postgres[orders].database = orders: w is a witness, which "
                + "runs no PostgreSQL; allowed: no element here, or role = data");
  }

  @Test
  void refusesPostgresqlOfAnUnknownDatabase() {
    assertThat(problems(POSTGRES, POSTGRES + ", { database = x, data-directory = /x }"))
        .containsExactly(
            "node.conf:32: regent.node.postgres[x].database = x: unknown database x; "
                + "allowed: a name in regent.cell.databases");
  }

  @Test
  void refusesTwoServersForOneDatabase() {
    assertThat(problems(POSTGRES, POSTGRES + ", { database = orders, data-directory = /x }"))
        .contains(
            "node.conf:32: regent.node.postgres[orders].database = orders: orders is given twice; "
                + "allowed: one PostgreSQL for each database");
  }

  @Test
  void refusesAStateDirectoryInADataDirectory() {
    assertThat(problems("/var/lib/regent", "/data/orders/state"))
        .containsExactly(
            "node.conf:28: regent.node.state-directory = /data/orders/state: /data/orders/state "
                + "is the data directory regent.node.postgres[orders].data-directory or in it; "
                + "allowed: a place outside every data directory");
  }

  @Test
  void refusesARunDirectoryTooLongForSockets() {
    String path = "/" + "r".repeat(80);
    assertThat(problems("/var/lib/regent", "/var/lib/regent, run-directory = " + path))
        .containsExactly(
            "node.conf:28: regent.node.run-directory = "
                + path
                + ": 81 characters, too long for the sockets in it; allowed: at most 80"
                + " characters");
  }

  @Test
  void refusesPathsOfTheHomeDirectory() {
    assertThat(problems("/var/lib/regent", "~/regent"))
        .containsExactly(
            "node.conf:28: regent.node.state-directory = ~/regent: not valid; "
                + "allowed: a path; ~ is not expanded");
  }

  @Test
  void refusesToRunPostgresqlAsRoot() {
    assertThat(problems("/data/orders }", "/data/orders, os-user = root }"))
        .containsExactly(
            "node.conf:32: regent.node.postgres[orders].os-user = root: not valid; "
                + "allowed: a user of the system other than root, as postgres");
  }

  @Test
  void refusesSettingsThatPromisesStandOn() {
    assertThat(problems("/data/orders }", "/data/orders, settings { fsync = off } }"))
        .singleElement()
        .asString()
        .startsWith(
            "node.conf:32: regent.node.postgres[orders].settings.fsync: "
                + "this setting is Regent's own; allowed: any setting of PostgreSQL but");
  }

  @Test
  void refusesAJournalInAManagedDatabase() {
    assertThat(
            problems(
                JOURNAL,
                "{ kind = postgresql, url = \"jdbc:postgresql://other:1,10.0.0.100/x\","
                    + " user = u, password-file = p }"))
        .singleElement()
        .asString()
        .startsWith(
            "node.conf:29: regent.node.journal.url = jdbc:postgresql://other:1,10.0.0.100/x: "
                + "this server is the database orders, which Regent manages itself");
  }

  @Test
  void refusesKeysOfTheOtherKindOfJournal() {
    assertThat(problems(JOURNAL, "{ kind = sqlite, user = u }"))
        .containsExactly(
            "node.conf:29: regent.node.journal.user: unknown key, it belongs in "
                + "regent.node.journal; allowed: kind, file");
    assertThat(problems(JOURNAL, "{ kind = h2 }"))
        .containsExactly(
            "node.conf:29: regent.node.journal.kind = h2: not valid; allowed: sqlite, postgresql");
  }

  @Test
  void refusesUnknownKeysAndGuessesWhatWasMeant() {
    assertThat(problems("{ mode = off }", "{ mode = off, devise = /dev/x }"))
        .containsExactly(
            "node.conf:30: regent.node.watchdog.devise: unknown key, did you mean device?; "
                + "allowed: mode, device");
    assertThat(problems("data-directory = /data/orders", "dataDirectory = /data/orders"))
        .containsExactly(
            "node.conf:32: regent.node.postgres[orders].dataDirectory: unknown key, did you mean "
                + "data-directory?; allowed: database, data-directory, bin-directory, os-user, "
                + "listen-addresses, settings");
    assertThat(problems("self = a", "self = a, suspect-time = 3 s"))
        .containsExactly(
            "node.conf:2: regent.suspect-time: unknown key, it belongs in regent.cell.lease; "
                + "allowed: self, profile, cell, node");
    assertThat(problems("regent {\n  self", "akka { loglevel = x }\nregent {\n  self"))
        .containsExactly("node.conf:1: akka: unknown key; allowed: regent");
  }

  @Test
  void refusesValuesOfAnotherShape() {
    assertThat(problems("watchdog { mode = off }", "watchdog = off"))
        .containsExactly(
            "node.conf:30: regent.node.watchdog = off: not a section; "
                + "allowed: a section, as { ... }");
    assertThat(problems("[a, b, w]", "a"))
        .containsExactly(
            "node.conf:16: regent.cell.databases[orders].voters = a: not a list; "
                + "allowed: a list, as [ ... ]");
    assertThat(problems("state-directory = /var/lib/regent", "state-directory = null"))
        .containsExactly(
            "node.conf:28: regent.node.state-directory = null: null instead of a value; "
                + "allowed: a path; ~ is not expanded");
  }
}
