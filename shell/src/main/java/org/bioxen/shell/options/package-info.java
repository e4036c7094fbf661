/**
 * Options as the command line and the shell commands share them: which there are, how they are read, and the VM that they
 * ask for. For the other packages of this bundle.
 */
package org.bioxen.shell.options;
