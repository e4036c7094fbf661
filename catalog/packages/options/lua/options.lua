-- SPDX-License-Identifier: Apache-2.0
--
-- Command lines. A parser is made from a description; it turns arguments into a table of checked values.
--
--   local parser = options.parser({
--     name = "count", summary = "Counts k-mers of FASTA files.",
--     options = {
--       { names = "-k --length", value = "N", type = "whole", default = 21, help = "letters of a k-mer" },
--       { names = "--canonical", help = "count both strands as one" },
--     },
--     arguments = { { name = "file", many = true, help = "FASTA files" } },
--   })
--   local values, problem = parser:parse({ ... })

local numbers = require("numbers")
local strings = require("strings")

local find, gsub, match, sub = string.find, string.gsub, string.match, string.sub
local concat = table.concat

local options = {}

local PARSER = { name = true, summary = true, options = true, arguments = true }
local OPTION = {
  names = true,
  value = true,
  type = true,
  choices = true,
  default = true,
  many = true,
  required = true,
  help = true,
  key = true,
}
local ARGUMENT = { name = true, type = true, choices = true, default = true, many = true, optional = true, help = true }

-- By type: a function from text to value (nil if it is none), and what is expected.
local TYPES = {
  text = {
    function(text)
      return text
    end,
    "a text",
  },
  number = { numbers.parse, "a number" },
  whole = {
    function(text)
      local number = numbers.parse(text)
      if number and numbers.is_whole(number) and find(text, "^[+-]?%d+$") then
        return number
      end
      return nil
    end,
    "a whole number",
  },
}

local function check_fields(subject, known, what)
  for name in pairs(subject) do
    if not known[name] then
      error("options.parser: " .. what .. " has an unknown field " .. tostring(name), 4)
    end
  end
  if subject.type and not TYPES[subject.type] then
    error("options.parser: " .. what .. " has an unknown type " .. tostring(subject.type), 4)
  end
end

local Parser = {}
Parser.__index = Parser

-- The first long name, with _ for -; the first name where there is no long one.
local function key_of(names)
  for _, name in ipairs(names) do
    local long = match(name, "^%-%-(.+)$")
    if long then
      return (gsub(long, "%-", "_"))
    end
  end
  return sub(names[1], 2)
end

local function add_option(parser, description)
  check_fields(description, OPTION, "an option")
  local option = {}
  for name, value in pairs(description) do
    option[name] = value
  end
  option.list = strings.words(option.names or "")
  if #option.list == 0 then
    error("options.parser: an option has no names", 3)
  end
  for _, name in ipairs(option.list) do
    if not find(name, "^%-%w$") and not find(name, "^%-%-%w[%w%-]+$") then
      error("options.parser: '" .. name .. "' is no name of an option; it should look like -x or --long-name", 3)
    elseif parser.by_name[name] then
      error("options.parser: " .. name .. " is there twice", 3)
    end
    parser.by_name[name] = option
    parser.names[#parser.names + 1] = name
  end
  option.key = option.key or key_of(option.list)
  if not option.value and (option.type or option.choices) then
    error("options.parser: " .. option.list[1] .. " has a type but no value", 3)
  end
  parser.options[#parser.options + 1] = option
end

-- A parser of what the description says:
--   name, summary  of the script
--   options        array of tables: names (such as "-k --length"), value (how the help calls its value; without one it
--                  is a switch), type ("text", "number", "whole"), choices (array of texts), default, many (values are
--                  collected in an array), required, help, key (of the result; default: its first long name)
--   arguments      array of tables: name, type, choices, default, optional, many (the last one only), help
-- The options -h and --help are always there.
function options.parser(description)
  check_fields(description, PARSER, "the description")
  local parser = setmetatable({
    name = description.name or "script",
    summary = description.summary,
    options = {},
    by_name = {},
    names = {},
    arguments = description.arguments or {},
  }, Parser)
  for _, option in ipairs(description.options or {}) do
    add_option(parser, option)
  end
  if not parser.by_name["--help"] then
    add_option(parser, { names = parser.by_name["-h"] and "--help" or "-h --help", help = "show this help" })
  end
  local may_be_missing = false
  for i, argument in ipairs(parser.arguments) do
    check_fields(argument, ARGUMENT, "an argument")
    local optional = argument.optional or argument.default ~= nil
    if argument.many and i < #parser.arguments then
      error("options.parser: only the last argument can be many", 2)
    elseif may_be_missing and not optional and not argument.many then
      error("options.parser: an argument that may be missing stands before one that may not", 2)
    end
    may_be_missing = optional or argument.many
  end
  return parser
end

-- The value of a text, or nil and what is wrong with it.
local function convert(text, subject, shown)
  local kind = TYPES[subject.type or "text"]
  local value = kind[1](text)
  if value == nil then
    return nil, shown .. " needs " .. kind[2] .. ", got '" .. text .. "'"
  end
  if subject.choices then
    for _, choice in ipairs(subject.choices) do
      if choice == value then
        return value
      end
    end
    local meant = strings.closest(text, subject.choices)
    return nil,
      shown
        .. " is one of "
        .. concat(subject.choices, ", ")
        .. ", not '"
        .. text
        .. "'"
        .. (meant and "; did you mean " .. meant .. "?" or "")
  end
  return value
end

local function put(values, subject, key, value)
  if subject.many then
    values[key] = values[key] or {}
    table.insert(values[key], value)
  else
    values[key] = value
  end
end

local function unknown(self, name)
  local meant = strings.closest(name, self.names)
  return "unknown option " .. name .. (meant and "; did you mean " .. meant .. "?" or "")
end

-- Takes one option; returns how many further arguments it used up, or nil and the problem.
local function take(self, values, name, attached, following)
  local option = self.by_name[name]
  if not option then
    return nil, unknown(self, name)
  elseif not option.value then
    if attached then
      return nil, name .. " takes no value"
    end
    put(values, option, option.key, true)
    return 0
  end
  local text = attached or following
  if not text then
    return nil, name .. " needs a value: " .. name .. " " .. option.value
  end
  local value, problem = convert(text, option, name)
  if value == nil then
    return nil, problem
  end
  put(values, option, option.key, value)
  return attached and 0 or 1
end

-- Takes a word of short options, such as -k5, -xvf or -v.
local function take_short(self, values, word, following)
  local at = 2
  while at <= #word do
    local name = "-" .. sub(word, at, at)
    local option = self.by_name[name]
    if option and option.value then
      local rest = sub(word, at + 1)
      return take(self, values, name, rest ~= "" and rest or nil, following)
    end
    local used, problem = take(self, values, name)
    if not used then
      return nil, problem
    end
    at = at + 1
  end
  return 0
end

local function take_arguments(self, values, words)
  local last = #self.arguments
  for i, argument in ipairs(self.arguments) do
    local word = words[i]
    if not word then
      if argument.many then
        values[argument.name] = values[argument.name] or {}
      end
      if argument.default ~= nil then
        values[argument.name] = argument.default
      elseif not argument.optional then
        return nil, argument.name .. " is missing"
      end
    end
    for j = i, argument.many and #words or (word and i or 0) do
      local value, problem = convert(words[j], argument, argument.name)
      if value == nil then
        return nil, problem
      end
      put(values, argument, argument.name, value)
    end
  end
  if #words > last and not (last > 0 and self.arguments[last].many) then
    return nil, "unexpected argument '" .. words[last + 1] .. "'"
  end
  return true
end

local function finish(self, values, words)
  if values.help then
    return values
  end
  for _, option in ipairs(self.options) do
    if values[option.key] == nil then
      if option.required then
        return nil, option.list[#option.list] .. " is missing"
      elseif option.many and option.default == nil then
        values[option.key] = {}
      elseif option.value then
        values[option.key] = option.default
      else
        values[option.key] = false
      end
    end
  end
  local taken, problem = take_arguments(self, values, words)
  if not taken then
    return nil, problem
  end
  return values
end

-- The values by key, or nil and a line that says what is wrong. After -- everything is an argument, and so is a -
-- alone. If help was asked for, values.help is true and nothing else is checked.
function Parser:parse(arguments)
  local values, words = {}, {}
  local i, only_words = 1, false
  while i <= #arguments do
    local word = tostring(arguments[i])
    local used, problem = 0, nil
    if only_words or sub(word, 1, 1) ~= "-" or word == "-" then
      words[#words + 1] = word
    elseif word == "--" then
      only_words = true
    elseif sub(word, 1, 2) == "--" then
      local name, attached = match(word, "^(%-%-[^=]+)=(.*)$")
      used, problem = take(self, values, name or word, attached, arguments[i + 1])
    else
      used, problem = take_short(self, values, word, arguments[i + 1])
    end
    if not used then
      return nil, self.name .. ": " .. problem
    end
    i = i + 1 + used
  end
  local result, problem = finish(self, values, words)
  if not result then
    return nil, self.name .. ": " .. problem
  end
  return result
end

local function shown_argument(argument)
  local text = string.upper(argument.name) .. (argument.many and "..." or "")
  return (argument.optional or argument.default ~= nil) and "[" .. text .. "]" or text
end

-- One line: how the script is called.
function Parser:usage()
  local words = { "usage:", self.name, "[OPTION...]" }
  for _, argument in ipairs(self.arguments) do
    words[#words + 1] = shown_argument(argument)
  end
  return concat(words, " ")
end

local function default_of(subject)
  local default = subject.default
  if default == nil then
    return ""
  end
  return " (default " .. (type(default) == "number" and numbers.format(default) or tostring(default)) .. ")"
end

-- The help text, of several lines with a last line end, for a terminal of that width (default 79).
function Parser:help(width)
  width = width or 79
  local lines = { self:usage() }
  if self.summary then
    lines[#lines + 1] = ""
    lines[#lines + 1] = strings.wrap(self.summary, width)
  end
  local entries = {}
  for _, argument in ipairs(self.arguments) do
    entries[#entries + 1] = { string.upper(argument.name), (argument.help or "") .. default_of(argument) }
  end
  for _, option in ipairs(self.options) do
    local names = concat(option.list, ", ") .. (option.value and " " .. option.value or "")
    local choices = option.choices and "; one of " .. concat(option.choices, ", ") or ""
    entries[#entries + 1] = { names, (option.help or "") .. choices .. default_of(option) }
  end
  local column = 0
  for _, entry in ipairs(entries) do
    column = math.max(column, strings.length(entry[1]))
  end
  lines[#lines + 1] = ""
  for _, entry in ipairs(entries) do
    local explained = strings.wrap(entry[2], math.max(20, width - column - 4))
    for i, line in ipairs(strings.lines(explained ~= "" and explained or " ")) do
      lines[#lines + 1] = strings.trim_end("  " .. strings.pad_end(i == 1 and entry[1] or "", column) .. "  " .. line)
    end
  end
  return concat(lines, "\n") .. "\n"
end

return options
