package dev.regent.simulation.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DemoOptionsTest {
  @Test
  void withoutAnyItShows() {
    DemoOptions options = good();
    assertThat(options.mode()).isEqualTo(DemoOptions.Mode.SHOW);
    assertThat(options.profile()).isEqualTo("default");
    assertThat(options.runs()).isEqualTo(1);
  }

  @Test
  void takesValuesInBothForms() {
    DemoOptions options =
        good("--drill", "--only=node-killed,switchover", "--runs", "5", "--json", "out.json");
    assertThat(options.mode()).isEqualTo(DemoOptions.Mode.DRILL);
    assertThat(options.only()).containsExactly("node-killed", "switchover");
    assertThat(options.runs()).isEqualTo(5);
    assertThat(options.json()).isEqualTo(Optional.of("out.json"));
  }

  @Test
  void saysWhatIsWrong() {
    assertThat(bad("--dril")).contains("no option --dril");
    assertThat(bad("--drill", "--only", "node-kiled"))
        .contains("no fault 'node-kiled'", "node-killed");
    assertThat(bad("--drill", "--runs", "0")).contains("--runs is a number from 1");
    assertThat(bad("--profile", "quick")).contains("default, fast", "quick");
    assertThat(bad("--dir")).contains("--dir needs a value");
    assertThat(bad("--json", "x")).contains("go with --drill");
  }

  private static DemoOptions good(String... arguments) {
    return ((DemoOptions.Parsed.Good) DemoOptions.parse(List.of(arguments))).options();
  }

  private static String bad(String... arguments) {
    return ((DemoOptions.Parsed.Bad) DemoOptions.parse(List.of(arguments))).message();
  }
}
