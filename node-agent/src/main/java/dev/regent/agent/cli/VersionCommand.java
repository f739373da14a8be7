package dev.regent.agent.cli;

import dev.regent.controller.http.BuildVersion;
import java.util.List;

/** {@code regent version}. */
final class VersionCommand implements SubCommand {
  private static final Syntax SYNTAX =
      new Syntax("version", "Prints the version of this program.", List.of(Shared.JSON));

  @Override
  public String name() {
    return SYNTAX.command();
  }

  @Override
  public String summary() {
    return "the version of this program";
  }

  @Override
  public String usage() {
    return SYNTAX.usage();
  }

  @Override
  public int run(List<String> words, Terminal terminal) {
    return switch (SYNTAX.parse(words)) {
      case Syntax.Parsed.Bad bad -> Shared.usageError(SYNTAX, bad.message(), terminal);
      case Syntax.Parsed.Good(var arguments) -> {
        boolean json = arguments.has(Shared.JSON.name());
        String version = BuildVersion.text();
        terminal
            .out()
            .println(json ? "{\"version\":\"%s\"}".formatted(version) : "regent " + version);
        yield ExitCodes.OK;
      }
    };
  }
}
