-- SPDX-License-Identifier: Apache-2.0
-- Runs the cases of the conformance suite in the interpreter that runs this file (5.1 to 5.4) and writes what it gives:
--
--     lua5.2 record.lua DIRECTORY > DIRECTORY/expected/5.2.txt
--
-- DIRECTORY has the cases; the form of the result is described in the README of the module. All cases run in one state,
-- so each must leave that as it found it, which is checked; those with an input or marked "alone" run in one of their own.
-- Called by itself with more arguments, it is the process in which the cases run.
local directory, mode, only = ...
local version = _VERSION:match("%d%.%d")
local interpreter = arg[-1]
local compile = loadstring or load
local MARK = "\1conformance "

local function lines(path)
  local file = assert(io.open(path, "rb"))
  local text = file:read("*a")
  file:close()
  return text:gmatch("([^\n]*)\n")
end

-- Whether "5.2", "5.2+" or "5.1-5.2" names the version that runs here; nothing names all.
local function applies(range)
  if not range then
    return true
  end
  local first, last = range:match("^(%d%.%d)%-(%d%.%d)$")
  first = first or range:match("^%d%.%d")
  return version >= first and (range:sub(-1) == "+" or version <= (last or first))
end

local function unescaped(text)
  return (text:gsub("\\(.)", {n = "\n", r = "\r", ["\\"] = "\\"}))
end

-- The cases of this version, in their order.
local function readCases()
  local cases, names = {}, {}
  for chapter in lines(directory .. "/cases/chapters.txt") do
    local case, inHeader
    for line in lines(directory .. "/cases/" .. chapter .. ".lua") do
      local header = line:match("^%-%-@ (.*)$")
      if not header then
        inHeader = false
        if case then
          case.source[#case.source + 1] = line
        end
      elseif not inHeader then
        inHeader = true
        assert(not names[header], "two cases are named: " .. header)
        names[header] = true
        case = {name = header, source = {}}
        cases[#cases + 1] = case
      elseif header == "alone" then
        case.alone = true
      elseif header:find("^input ") then
        case.alone, case.input = true, unescaped(header:sub(7))
      else
        case.range = header:match(" | (5%.[%d.+-]*)$")
      end
    end
  end
  local mine = {}
  for _, case in ipairs(cases) do
    while case.source[#case.source] == "" do
      case.source[#case.source] = nil
    end
    case.source = table.concat(case.source, "\n") .. "\n"
    if applies(case.range) then
      mine[#mine + 1] = case
    end
  end
  return mine
end

-- Rendering: the same as the suite's, see ConformanceTck.

local NAMED = {["\n"] = "\\n", ["\t"] = "\\t", ["\\"] = "\\\\"}

local function escaped(text)
  -- 5.2 finds one of the two names of a global function, which one differs from run to run.
  return (text:gsub("'_G%.", "'"):gsub("[%c\\\127-\255]", function(c)
    return NAMED[c] or ("\\x%02x"):format(c:byte())
  end))
end

local function rendered(value)
  local kind = type(value)
  if kind == "string" then
    return '"' .. escaped(value) .. '"'
  elseif kind == "number" then
    if math.type and math.type(value) == "integer" then
      return tostring(value)
    end
    local text = ("%.17g"):format(value)
    return math.type and text:find("^-?%d+$") and text .. ".0" or text
  elseif kind == "nil" or kind == "boolean" then
    return tostring(value)
  end
  return kind
end

-- The tables that a case could leave changed, with what is in them.
local function snapshot()
  local all = {}
  local function note(name, t)
    local copy = {}
    for k, v in pairs(t) do
      copy[k] = v
    end
    all[#all + 1] = {name = name, table = t, copy = copy, meta = debug.getmetatable(t)}
  end
  note("_G", _G)
  for name, lib in pairs(_G) do
    if type(lib) == "table" and lib ~= _G and lib ~= arg then
      note(name, lib)
    end
  end
  note("package.loaded", package.loaded)
  note("package.preload", package.preload)
  note("package.searchers", package.searchers or package.loaders)
  note("the metatable of strings", getmetatable(""))
  return all
end

local violations = {}

local function checkUnchanged(before, case)
  local function check(fine, message)
    if not fine then
      violations[#violations + 1] = message
    end
  end
  for _, was in ipairs(before) do
    local where = ("case '%s' leaves a change in %s: "):format(case.name, was.name)
    for k, v in pairs(was.table) do
      check(rawequal(was.copy[k], v), where .. tostring(k))
    end
    for k in pairs(was.copy) do
      check(was.table[k] ~= nil, where .. tostring(k))
    end
    check(debug.getmetatable(was.table) == was.meta, where .. "its metatable")
  end
  check(io.output() == io.stdout, "case '" .. case.name .. "' leaves another default output")
  check(io.input() == io.stdin, "case '" .. case.name .. "' leaves another default input")
  check(not debug.gethook(), "case '" .. case.name .. "' leaves a hook")
  check(not debug.getmetatable(1) and not debug.getmetatable(nil) and not debug.getmetatable(print),
    "case '" .. case.name .. "' leaves a metatable of a basic type")
end

-- In the process of the cases: output as it is, and between marks what came of a case.
local function runCases(cases)
  local real = {xpcall = xpcall, select = select, traceback = debug.traceback, concat = table.concat, type = type}
  local stdout, before = io.stdout, snapshot()
  for _, case in ipairs(cases) do
    stdout:write(MARK, "begin\n")
    local result = ""
    local chunk, message = compile(case.source, "=case")
    if not chunk then
      result = "  ! " .. rendered(message) .. "\n"
    else
      local frame
      local function handle(value)
        frame = real.traceback("", 2):match("^\nstack traceback:\n\t([^\n]*)")
        return value
      end
      local function collect(ok, ...)
        local texts = {}
        for i = 1, real.select("#", ...) do
          texts[i] = rendered((real.select(i, ...)))
        end
        if not ok then
          return "  ! " .. (texts[1] or "nil") .. (frame and "\n  @ " .. frame or "") .. "\n"
        end
        return #texts == 0 and "" or "  = " .. real.concat(texts, ", ") .. "\n"
      end
      result = collect(real.xpcall(chunk, handle))
    end
    stdout:write(MARK, "end\n", result)
    checkUnchanged(before, case)
  end
  assert(#violations == 0, table.concat(violations, "\n"))
  stdout:write(MARK, "done\n")
end

local function outputLines(output)
  local result = {}
  for line in output:gmatch("([^\n]*)\n") do
    result[#result + 1] = "  > " .. escaped(line) .. "\n"
  end
  local rest = output:match("[^\n]+$")
  if rest then
    result[#result + 1] = "  ~ " .. escaped(rest) .. "\n"
  end
  return table.concat(result)
end

local function quoted(text)
  return "'" .. text:gsub("'", "'\\''") .. "'"
end

local function call(what, input)
  local command = table.concat({quoted(interpreter), quoted(arg[0]), quoted(directory), what}, " ")
  local file
  if input then
    file = os.tmpname()
    local handle = assert(io.open(file, "wb"))
    handle:write(input)
    handle:close()
  end
  local pipe = io.popen(command .. " < " .. (file or "/dev/null") .. "; status=$?; echo; echo $status")
  local text = pipe:read("*a")
  pipe:close()
  if file then
    os.remove(file)
  end
  return text:match("^(.*)\n(%d+)\n$")
end

local function report(case, text)
  local output, result = text:match("^(.-)" .. MARK .. "end\n(.*)$")
  io.write("\n", case.name, "\n", outputLines(output), result)
end

local cases = readCases()
if mode == "all" then
  local together = {}
  for _, case in ipairs(cases) do
    if not case.alone then
      together[#together + 1] = case
    end
  end
  runCases(together)
elseif mode == "one" then
  runCases({cases[tonumber(only)]})
else
  local pipe = io.popen(quoted(interpreter) .. " -v 2>&1")
  local release = pipe:read("*a"):match("^(Lua %S+)")
  pipe:close()
  io.write("# What ", release, " gives. Written by scripts/conformance, not by hand.\n")
  local text, status = call("all")
  assert(status == "0" and text:find(MARK .. "done\n$"), "the cases did not run to their end; see above")
  text = text:gsub(MARK .. "done\n$", MARK .. "begin\n")
  local position = 1
  local function nextText()
    local _, first = text:find(MARK .. "begin\n", position, true)
    local last = text:find(MARK .. "begin\n", first + 1, true)
    position = last
    return text:sub(first + 1, last - 1)
  end
  for i, case in ipairs(cases) do
    if not case.alone then
      report(case, nextText())
    else
      local own, code = call("one " .. i, case.input)
      local body = own:gsub("^" .. MARK .. "begin\n", "")
      if body:find(MARK .. "done\n$") then
        report(case, (body:gsub(MARK .. "done\n$", "")))
      else
        io.write("\n", case.name, "\n", outputLines(body), "  exit ", code, "\n")
      end
    end
  end
end
