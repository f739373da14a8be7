package dev.regent.config.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.config.settings.JournalSettings;
import dev.regent.config.settings.LocalPostgres;
import dev.regent.config.settings.Profile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigLoaderTest {
  @TempDir Path directory;

  @Test
  void tellsAllProblemsAtOnceInTheOrderOfTheFile() {
    List<String> problems =
        NodeFile.good(directory)
            .with("self = a", "self = x")
            .with("role = witness", "role = arbiter")
            .with("renew-interval = 500 ms", "renew-interval = 2 s")
            .with("[a, b, w]", "[a, y]")
            .with("port = 5432", "port = 0")
            .with("10.0.0.100/24", "10.0.0.1/24")
            .with("mode = off", "mod = off")
            .with("{ kind = sqlite }", "{ kind = postgresql }")
            .problems();

    assertThat(problems)
        .extracting(problem -> problem.replaceFirst("^node.conf:([0-9]+): ([^: ]*).*", "$1 $2"))
        .containsExactly(
            "2 regent.self",
            "9 regent.cell.nodes[w].role",
            "11 regent.cell.lease.renew-interval",
            "11 regent.cell.lease.renew-interval",
            "16 regent.cell.databases[orders].voters",
            "16 regent.cell.databases[orders].voters",
            "20 regent.cell.databases[orders].data-nodes[b].node",
            "20 regent.cell.databases[orders].data-nodes[b].port",
            "22 regent.cell.databases[orders].vip.address",
            "29 regent.node.journal.password-file",
            "29 regent.node.journal.url",
            "29 regent.node.journal.user",
            "30 regent.node.watchdog.mod");
  }

  @Test
  void saysNothingAboutRelationsOfValuesThatCannotBeUsed() {
    assertThat(
            NodeFile.good(directory)
                .with("renew-interval = 500 ms", "renew-interval = fast, ttl = 1 s")
                .problems())
        .containsExactly(
            "node.conf:11: regent.cell.lease.renew-interval = fast: not valid; "
                + "allowed: a time above zero with its unit, as 500 ms, 4 s or 7 days",
            "node.conf:11: regent.cell.lease.ttl = 1 s: the primary would be suspected only after "
                + "its lease ended; allowed: suspect-time (3400 ms) below ttl x (100 - "
                + "clock-rate-bound) / 100 (950 ms)");
  }

  @Test
  void fillsInTheDefaultsOfTheProfile() {
    LoadResult.Loaded slow =
        NodeFile.good(directory)
            .with("lease { renew-interval = 500 ms }", "")
            .with("election { beat-interval = 200 ms }", "")
            .with("timings { standby-grace = 400 ms }", "")
            .loaded();
    assertThat(slow.cell().lease()).isEqualTo(Profile.DEFAULT.lease());
    assertThat(slow.cell().election()).isEqualTo(Profile.DEFAULT.election());
    assertThat(slow.cell().databases().getFirst().timings()).isEqualTo(Profile.DEFAULT.roles());

    LoadResult.Loaded fast =
        NodeFile.good(directory)
            .with("profile = default", "profile = fast")
            .with("lease { renew-interval = 500 ms }", "")
            .with("election { beat-interval = 200 ms }", "")
            .with("timings { standby-grace = 400 ms }", "")
            .loaded();
    assertThat(fast.cell().lease()).isEqualTo(Profile.FAST.lease());
    assertThat(fast.cell().election()).isEqualTo(Profile.FAST.election());
    assertThat(fast.cell().databases().getFirst().timings()).isEqualTo(Profile.FAST.roles());
  }

  @Test
  void resolvesRelativePathsAgainstTheFileThatTheyAreWrittenIn() throws IOException {
    Path other = Files.createDirectories(directory.resolve("sub")).resolve("other.conf");
    Files.writeString(other, "regent.node.secrets.directory = ../keys");
    LoadResult.Loaded loaded =
        NodeFile.good(directory)
            .with("regent {\n  self", "include required(\"sub/other.conf\")\nregent {\n  self")
            .with("/var/lib/regent", "state")
            .loaded();

    assertThat(loaded.local().stateDirectory()).isEqualTo(directory + "/state");
    assertThat(loaded.local().secrets().directory()).isEqualTo(directory + "/keys");
    assertThat(loaded.local().journal())
        .isEqualTo(new JournalSettings.Sqlite(directory + "/state/journal.sqlite"));
  }

  @Test
  void keepsSettingsOfPostgresqlAsTheyAreWritten() {
    LoadResult.Loaded loaded =
        NodeFile.good(directory)
            .with(
                "/data/orders }",
                "/data/orders, settings { jit = off, pg_stat_statements.max = 1000,"
                    + " \"a.b\" = true, random_page_cost = 1.10 } }")
            .loaded();

    assertThat(loaded.local().postgres().getFirst().extra())
        .containsExactly(
            new LocalPostgres.Setting("a.b", "true"),
            new LocalPostgres.Setting("jit", "off"),
            new LocalPostgres.Setting("pg_stat_statements.max", "1000"),
            new LocalPostgres.Setting("random_page_cost", "1.10"));
  }

  @Test
  void namesTheIncludedFile() throws IOException {
    Files.writeString(directory.resolve("more.conf"), "\n\nregent.node.watchdog.mode = on");
    assertThat(
            NodeFile.good(directory)
                .with("  watchdog { mode = off }\n", "")
                .with("regent {\n  self", "include \"more.conf\"\nregent {\n  self")
                .problems())
        .containsExactly(
            "more.conf:3: regent.node.watchdog.mode = on: not valid; "
                + "allowed: off, automatic, required");
  }
}
