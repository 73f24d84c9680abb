package dev.thresher.cli;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import dev.thresher.model.PrintableText;
import java.util.ArrayList;
import java.util.List;

/**
 * One line per event, whatever its message holds; the lines of a stack trace follow, indented.
 * Nothing in a message is looked up or interpreted.
 */
final class LogLayout extends LayoutBase<ILoggingEvent> {
  @Override
  public String doLayout(ILoggingEvent event) {
    return String.join("\n", linesOf(event)) + "\n";
  }

  static List<String> linesOf(ILoggingEvent event) {
    var lines = new ArrayList<String>();
    lines.add(
        event.getInstant()
            + " "
            + event.getLevel()
            + " ["
            + PrintableText.escape(event.getThreadName())
            + "] "
            + event.getLoggerName()
            + " - "
            + PrintableText.escape(String.valueOf(event.getFormattedMessage())));
    if (event.getThrowableProxy() != null) {
      ThrowableProxyUtil.asString(event.getThrowableProxy())
          .lines()
          .forEach(line -> lines.add("  " + PrintableText.escape(line)));
    }
    return lines;
  }
}
