using Assessment.Cli.Hosting;
using Assessment.Cli.Output;
using Assessment.Server;

namespace Assessment.Cli.Demo;

/// <summary>Commands that call the running demo from outside, with its real ports and a real interview.</summary>
internal static class DemoExamples
{
    public static void Write(AssessmentServer server, string assessment, Terminal terminal)
    {
        string grpc = LocalServer.Shown(server.GrpcAddress), http = LocalServer.Shown(server.HttpAddress);
        string protos = InstalledBanks.Find("protos") ?? "protos";
        terminal.WriteLine($$"""
            Serving gRPC at {{grpc}} and JSON at {{http}} until Ctrl+C. Try:

            curl -s -H "authorization: Bearer $(assess token --role tool)" {{http}}/v1/{{assessment}}

            buf curl --protocol grpc --http2-prior-knowledge --reflect-header '*' \
              -H "authorization: Bearer $(assess token --role tool)" -d '{"name":"{{assessment}}"}' \
              {{grpc}}/assessment.v1.CandidateAssessmentService/GetCandidateAssessment

            # Python needs grpcio, and protoc makes its messages.
            mkdir -p /tmp/assess-python && (cd {{protos}} && protoc -I . -I googleapis --python_out=/tmp/assess-python \
              assessment/v1/*.proto google/rpc/status.proto \
              google/api/annotations.proto google/api/field_behavior.proto google/api/http.proto google/api/httpbody.proto)
            PYTHONPATH=/tmp/assess-python ASSESSMENT_TOKEN=$(assess token --role tool) python3 - <<'END'
            import grpc, os
            from assessment.v1 import candidate_assessment_service_pb2 as v1
            channel = grpc.insecure_channel("{{server.GrpcAddress.Authority}}")
            get = channel.unary_unary("/assessment.v1.CandidateAssessmentService/GetCandidateAssessment",
                request_serializer=v1.GetCandidateAssessmentRequest.SerializeToString,
                response_deserializer=v1.CandidateAssessment.FromString)
            token = os.environ["ASSESSMENT_TOKEN"]
            print(get(v1.GetCandidateAssessmentRequest(name="{{assessment}}"), metadata=[("authorization", f"Bearer {token}")]))
            END

            assess assessment show {{assessment.Split('/')[1]}} --server {{grpc}}
            """);
    }
}
