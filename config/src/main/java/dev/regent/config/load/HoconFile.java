package dev.regent.config.load;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads a file, with those that it includes, as HOCON. */
final class HoconFile {
  /** Advice to rename files and the like, which fits no file of ours. */
  private static final Pattern ADVICE = Pattern.compile("(?s) \\(if you .*");

  private static final Pattern SAYS_WHERE = Pattern.compile("^.*?: [0-9]+: ");

  private HoconFile() {}

  /** The file's content, or why there is none. */
  sealed interface Content {
    /** It is HOCON, and all substitutions are known. */
    record Parsed(ConfigObject root) implements Content {}

    /** It is not. */
    record Unreadable(ConfigProblem problem) implements Content {}
  }

  static Content read(Path file) {
    Place start = new Place(file.toString(), 1);
    try {
      Config config =
          ConfigFactory.parseFile(
              file.toFile(),
              ConfigParseOptions.defaults().setSyntax(ConfigSyntax.CONF).setAllowMissing(false));
      return new Content.Parsed(config.resolve().root());
    } catch (ConfigException.UnresolvedSubstitution e) {
      return unreadable(placeOf(e, start), "a substitution is unknown: " + message(e));
    } catch (ConfigException.IO e) {
      return unreadable(placeOf(e, start), "cannot be read: " + reason(e));
    } catch (ConfigException e) {
      return unreadable(placeOf(e, start), "syntax error: " + message(e));
    }
  }

  private static Content unreadable(Place place, String wrong) {
    return new Content.Unreadable(
        new ConfigProblem(place.file(), place.line(), "", Optional.empty(), wrong, ""));
  }

  private static Place placeOf(ConfigException e, Place start) {
    return Optional.ofNullable(e.origin()).map(origin -> Place.of(origin, start)).orElse(start);
  }

  /** The parser's sentence without its place, its advice and the words that it quotes. */
  private static String message(ConfigException e) {
    String sentence = SAYS_WHERE.matcher(String.valueOf(e.getMessage())).replaceFirst("");
    return sentence.startsWith("Key ")
        ? "a key ends here without = or {"
        : Secrets.withoutQuotes(ADVICE.matcher(sentence).replaceFirst(""));
  }

  private static String reason(ConfigException.IO e) {
    return Optional.ofNullable(e.getCause())
        .map(Throwable::getMessage)
        .map(text -> text.replace("resource not found on classpath", "no such included file"))
        .orElse("unknown reason");
  }
}
