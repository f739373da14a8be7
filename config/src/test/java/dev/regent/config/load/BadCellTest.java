package dev.regent.config.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BadCellTest {
  @TempDir Path directory;

  private List<String> problems(String from, String to) {
    return NodeFile.good(directory).with(from, to).problems();
  }

  @Test
  void refusesAnEvenVoterSet() {
    assertThat(problems("[a, b, w]", "[a, b]"))
        .containsExactly(
            "node.conf:16: regent.cell.databases[orders].voters = [a, b]: "
                + "2 voters, an even number; allowed: 3, 5, 7 or 9 voters");
  }

  @Test
  void refusesTooFewVoters() {
    assertThat(problems("[a, b, w]", "[a]"))
        .contains(
            "node.conf:16: regent.cell.databases[orders].voters = [a]: "
                + "1 voters; allowed: 3, 5, 7 or 9 voters");
  }

  @Test
  void refusesAVoterTwice() {
    assertThat(problems("[a, b, w]", "[a, b, w, w]"))
        .containsExactly(
            "node.conf:16: regent.cell.databases[orders].voters = [a, b, w, w]: "
                + "w is given twice; allowed: each node once");
  }

  @Test
  void refusesAnUnknownVoter() {
    assertThat(problems("[a, b, w]", "[a, b, x]"))
        .containsExactly(
            "node.conf:16: regent.cell.databases[orders].voters = [a, b, x]: "
                + "unknown node x; allowed: one of a, b, w");
  }

  @Test
  void refusesANameThatIsNoneAmongTheVoters() {
    assertThat(problems("[a, b, w]", "[a, b, W-1]"))
        .containsExactly(
            "node.conf:16: regent.cell.databases[orders].voters[#3] = W-1: not valid; "
                + "allowed: a small letter, then up to 39 small letters, digits and _");
  }

  @Test
  void refusesAnUnknownDataNode() {
    assertThat(problems("{ node = a }", "{ node = a }, { node = x }"))
        .containsExactly(
            "node.conf:19: regent.cell.databases[orders].data-nodes[x].node = x: "
                + "unknown node x; allowed: one of a, b, w",
            "node.conf:19: regent.cell.databases[orders].data-nodes[x].node = x: "
                + "x is a data node but no voter; allowed: every data node is one of the voters");
  }

  @Test
  void refusesADataNodeThatDoesNotVote() {
    assertThat(
            NodeFile.good(directory)
                .with("{ name = w,", "{ name = c, role = witness, host = c }, { name = w,")
                .with("[a, b, w]", "[a, w, c]")
                .problems())
        .containsExactly(
            "node.conf:20: regent.cell.databases[orders].data-nodes[b].node = b: "
                + "b is a data node but no voter; allowed: every data node is one of the voters");
  }

  @Test
  void refusesADataNodeTwice() {
    assertThat(problems("{ node = a }", "{ node = b, host = other }"))
        .contains(
            "node.conf:20: regent.cell.databases[orders].data-nodes[b].node = b: "
                + "b is given twice; allowed: each node once");
  }

  @Test
  void refusesAWitnessAsDataNode() {
    assertThat(problems("{ node = a }", "{ node = a }, { node = w }"))
        .containsExactly(
            "node.conf:19: regent.cell.databases[orders].data-nodes[w].node = w: "
                + "w is a witness, which runs no PostgreSQL; allowed: a node with role = data");
  }

  @Test
  void refusesMoreConfirmationsThanStandbys() {
    assertThat(problems("mode = availability", "mode = availability, confirmations = 2"))
        .containsExactly(
            "node.conf:17: regent.cell.databases[orders].confirmations = 2: "
                + "2 confirmations of 1 standbys; allowed: 1 to 1");
  }

  @Test
  void refusesOneNameForTwoNodesAtTheSecond() {
    assertThat(problems("{ name = w,", "{ name = b, role = witness, host = c }, { name = w,"))
        .containsExactly(
            "node.conf:9: regent.cell.nodes[b].name = b: b is given twice; allowed: each one once");
  }

  @Test
  void refusesOneAddressForTwoNodes() {
    assertThat(problems("host = 10.0.0.2", "host = 10.0.0.1, http-port = 1, cluster-port = 7480"))
        .contains(
            "node.conf:8: regent.cell.nodes[b].cluster-port = 7480: 10.0.0.1:7480 is already "
                + "regent.cell.nodes[a].http-port; allowed: each one once");
  }

  @Test
  void refusesOnePortForPostgresqlAndANode() {
    assertThat(problems("port = 5432", "port = 7400"))
        .containsExactly(
            "node.conf:20: regent.cell.databases[orders].data-nodes[b].port = 7400: 10.0.0.2:7400 "
                + "is already regent.cell.nodes[b].cluster-port; allowed: each one once");
  }

  @Test
  void refusesAVipThatIsAMachinesOwnAddress() {
    assertThat(problems("10.0.0.100/24", "10.0.0.2/24"))
        .containsExactly(
            "node.conf:22: regent.cell.databases[orders].vip.address = 10.0.0.2/24: "
                + "10.0.0.2 is already regent.cell.nodes[b].host; allowed: each one once");
  }

  @Test
  void refusesAVipWithoutPrefixLength() {
    assertThat(problems("10.0.0.100/24", "10.0.0.100"))
        .containsExactly(
            "node.conf:22: regent.cell.databases[orders].vip.address = 10.0.0.100: not valid; "
                + "allowed: an IPv4 address of one machine with its prefix length, "
                + "as 10.0.0.100/24");
  }

  @Test
  void refusesAVipWithoutDevice() {
    assertThat(problems(", device = eth0", ""))
        .containsExactly(
            "node.conf:22: regent.cell.databases[orders].vip.device: nothing is written here, and "
                + "there is no default; allowed: a network device of Linux, as eth0 or lo");
  }

  @Test
  void refusesAPortOutOfRange() {
    assertThat(problems("port = 5432", "port = 65536"))
        .containsExactly(
            "node.conf:20: regent.cell.databases[orders].data-nodes[b].port = 65536: "
                + "not valid; allowed: a port from 1 to 65535");
  }

  @Test
  void refusesALeaseTooShortForTheRenewInterval() {
    assertThat(problems("renew-interval = 500 ms", "renew-interval = 1100 ms"))
        .containsExactly(
            "node.conf:11: regent.cell.lease.renew-interval = 1100 ms: the lease is too short for "
                + "its renew interval: one lost renewal would fence; allowed: 3 x renew-interval + "
                + "fence-budget (3 x 1100 ms + 600 ms = 3900 ms) at most ttl x (100 - "
                + "clock-rate-bound) / 100 (3800 ms)");
  }

  @Test
  void blamesWhatIsWrittenNotTheDefaultBesideIt() {
    assertThat(problems("standby-grace = 400 ms", "standby-grace = 3400 ms"))
        .containsExactly(
            "node.conf:23: regent.cell.databases[orders].timings.standby-grace = 3400 ms: this "
                + "wait alone would take as long as suspecting the primary; allowed: standby-grace "
                + "(3400 ms) below lease.suspect-time (3400 ms)");
    assertThat(problems("renew-interval = 500 ms", "ttl = 3 s"))
        .contains(
            "node.conf:11: regent.cell.lease.ttl = 3 s: the primary would be suspected only after "
                + "its lease ended; allowed: suspect-time (3400 ms) below ttl x (100 - "
                + "clock-rate-bound) / 100 (2850 ms)");
  }

  @Test
  void refusesATimeWithoutUnit() {
    assertThat(problems("renew-interval = 500 ms", "renew-interval = 500"))
        .containsExactly(
            "node.conf:11: regent.cell.lease.renew-interval = 500: not valid; "
                + "allowed: a time above zero with its unit, as 500 ms, 4 s or 7 days");
  }

  @Test
  void refusesAnElectionAfterOneLostBeat() {
    assertThat(problems("beat-interval = 200 ms", "beat-interval = 400 ms"))
        .containsExactly(
            "node.conf:12: regent.cell.election.beat-interval = 400 ms: one lost beat would "
                + "already start an election; allowed: 3 x beat-interval (1200 ms) at most "
                + "election-timeout (1 s)");
  }

  @Test
  void refusesAnUnknownModeAndSaysWhichThereAre() {
    assertThat(problems("mode = availability", "mode = synchronous"))
        .containsExactly(
            "node.conf:17: regent.cell.databases[orders].mode = synchronous: not valid; "
                + "allowed: performance, availability, protection");
  }

  @Test
  void refusesACellWithoutDatabase() {
    assertThat(
            new NodeFile(
                    directory,
                    "regent { self = a, cell { name = x, databases = []\n"
                        + "nodes = [{ name = a, role = data, host = a }] } }")
                .problems())
        .containsExactly(
            "node.conf:1: regent.cell.databases = []: no database; allowed: at least one database");
  }
}
