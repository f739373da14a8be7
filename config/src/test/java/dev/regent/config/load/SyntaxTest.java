package dev.regent.config.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SyntaxTest {
  @TempDir Path directory;

  @Test
  void namesTheLineOfASyntaxError() {
    assertThat(NodeFile.good(directory).with("voters = [a, b, w]", "voters = [a, b").problems())
        .singleElement()
        .asString()
        .startsWith("node.conf:17: syntax error: ");
  }

  @Test
  void saysThatAKeyHasNoValue() {
    assertThat(NodeFile.good(directory).with("profile = default", "profile").problems())
        .containsExactly("node.conf:4: syntax error: a key ends here without = or {");
  }

  @Test
  void namesTheLineOfAnUnknownSubstitution() {
    assertThat(NodeFile.good(directory).with("self = a", "self = ${no.such}").problems())
        .containsExactly(
            "node.conf:2: a substitution is unknown: "
                + "Could not resolve substitution to a value: ${no.such}");
  }

  @Test
  void saysWhenThereIsNoSuchFile() {
    LoadResult result = ConfigLoader.load(directory.resolve("none.conf"));
    assertThat(((LoadResult.Invalid) result).message())
        .endsWith(
            "none.conf:1: cannot be read: "
                + directory
                + "/none.conf"
                + " (No such file or directory)");
  }

  @Test
  void saysWhenARequiredFileIsMissing() {
    assertThat(
            NodeFile.good(directory)
                .with("regent {\n  self", "include required(\"cell.conf\")\nregent {\n  self")
                .problems())
        .containsExactly("node.conf:1: cannot be read: no such included file: cell.conf");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password = \"hunter2",
        "password = hunter2 { }}",
        "password = `hunter2`",
        "password hunter2",
        "password = 'hunter2' : x",
        "password = \"hunter2\\q\"",
        "password = hunter2 $ x",
        "password { = hunter2 }",
        "password = [hunter2 : ]",
        "{ password = hunter2",
        "password = ${hunter2",
        "a = b\npassword = \"hun\"ter2\" : hunter2",
        "include hunter2",
        "password = \"\"\"hunter2"
      })
  void neverEchoesASecretInASyntaxError(String text) {
    assertThat(new NodeFile(directory, text).problems()).isNotEmpty().noneMatch(this::echoes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "node.password = hunter2",
        "node.pasword = hunter2",
        "node.journal { kind = postgresql, url = \"jdbc:postgresql://h/d?password=hunter2\" }",
        "node.journal { kind = postgresql, url = \"jdbc:postgresql://u:hunter2@h/d\" }",
        "node.journal { kind = postgresql, password-file = { x = hunter2 } }",
        "node.secrets = hunter2",
        "node.secrets.agent-password-file = \"~hunter2\"",
        "node.postgres = [{ database = x, settings { ssl_key = [hunter2] } }]",
        "node.postgres = [{ database = x, settings { primary_conninfo = hunter2 } }]"
      })
  void neverEchoesASecretInAValue(String text) {
    assertThat(new NodeFile(directory, "regent." + text).problems())
        .isNotEmpty()
        .noneMatch(this::echoes);
  }

  private boolean echoes(String problem) {
    return problem.contains("hunter2") || problem.contains("ter2");
  }
}
