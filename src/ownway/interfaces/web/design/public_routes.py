"""The routes anyone may open without signing in; every other one asks who is there first."""

PUBLIC_ROUTES = frozenset(
    {
        "home:front",
        "public:seven_steps",
        "public:rules",
        "public:rules_of_programme",
        "rules:version",
        "rules:examples",
        "rules:data",
        "rules:questionnaire",
        "rules:try",
        "rules:try_version",
        # What employing an assistant costs: nothing is kept, and nothing in it is about anybody.
        "control:employing",
        # What people say about a draft, and what is answered; saying something asks who is there.
        "designing:comments",
        "rules:schemas",
        "rules:schema",
        "public:accessibility",
        "public:privacy",
        "public:show_as",
        "public:well",
        # What others did, and who offers what.
        "ideas:all",
        "ideas:story",
        "directory:all",
        "directory:brokers",
        "directory:offer",
        "directory:out",
        "api:find_stories",
        "api:story",
        "api:find_offers",
        "api:offer",
        "api:open_referral",
        "api:open_referral_services",
        "api:open_referral_service",
        # The rules as data, and the description of the API.
        "api:rules",
        "api:rule",
        "api:published_rule",
        "api:questionnaire",
        "api:try_rule",
        "api:openapi-json",
        # Signing in, and what leads back to it.
        "account_login",
        "account_logout",
        "account_inactive",
        "account_signup",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key",
        "account_reset_password_from_key_done",
        "mfa_authenticate",
    }
)
