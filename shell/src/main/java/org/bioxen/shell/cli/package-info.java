/**
 * The command line: what {@code bioxen exec}, {@code run}, {@code -c} and the like do. The launcher calls it, as the service
 * {@code java.util.function.ToIntFunction} with the property {@code bioxen.main=true}.
 */
package org.bioxen.shell.cli;
